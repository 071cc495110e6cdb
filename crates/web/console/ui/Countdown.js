import { html, useEffect, useRef, useState } from "../core/html.js";

/** Seconds as people read a clock: 0:42, 1:02:03. @param {number} seconds */
export function clock(seconds) {
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const two = (number) => String(number).padStart(2, "0");
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

const left = (until) => Math.max(0, Math.ceil((new Date(until).getTime() - Date.now()) / 1000));

/**
 * The time that is left, by the second; not read aloud at each.
 * @param {{until: Date|string|number, onEnd?: () => void, children?: (text: string) => unknown}} props
 */
export function Countdown({ until, onEnd, children }) {
  const [seconds, setSeconds] = useState(left(until));
  const end = useRef(onEnd);
  end.current = onEnd;
  const at = new Date(until).getTime();
  useEffect(() => {
    let timer = 0;
    const step = () => {
      const rest = left(at);
      setSeconds(rest);
      if (rest === 0) return void end.current?.();
      timer = window.setTimeout(step, ((at - Date.now()) % 1000) + 20 || 1000);
    };
    step();
    return () => clearTimeout(timer);
  }, [at]);
  const child = Array.isArray(children) ? children.find((one) => typeof one === "function") : children;
  return html`<span class="countdown" role="timer">${child ? child(clock(seconds)) : clock(seconds)}</span>`;
}
