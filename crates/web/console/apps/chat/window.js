/** Which blocks of messages are drawn: those near the window. Empty space stands for the others. */
import { useEffect, useLayoutEffect, useRef, useState } from "../../core/html.js";

/** How far beyond the window blocks are drawn, and how high one is taken to be before it was: in pixels. */
const BEYOND = 400;
const GUESS = 520;

/**
 * @param {Map<number, Row[]>} blocks
 * @param {{current: HTMLElement|null}} box the scroller, which counts from its end
 * @returns {{shown: number[], above: {current: HTMLElement|null}, below: {current: HTMLElement|null}, look: () => void}} `shown`: the
 *   numbers of the blocks to draw; `above`, `below`: the elements of the space; `look`: after each scroll
 */
export function useWindow(blocks, box) {
  const heights = useRef(/** @type {Map<number, number>} */ (new Map()));
  const [above, below] = [useRef(null), useRef(null)];
  const [start, end] = blocks.size > 0 ? [Math.min(...blocks.keys()), Math.max(...blocks.keys())] : [0, -1];
  const [range, setRange] = useState({ first: -Infinity, last: -Infinity });
  const heightOf = (at) => heights.current.get(at) ?? GUESS;

  /** The blocks near the window, from the end up. */
  const near = () => {
    const { scrollTop, clientHeight } = box.current;
    const [low, high] = [-scrollTop - BEYOND, -scrollTop + clientHeight + BEYOND];
    let [bottom, first, last] = [0, Infinity, -Infinity];
    for (let at = end; at >= start && bottom < high; at -= 1) {
      bottom += heightOf(at);
      if (bottom <= low) continue;
      last = Math.max(last, at);
      first = at;
    }
    return { first, last };
  };
  const look = () => {
    const next = near();
    setRange((before) => (before.first === next.first && before.last === next.last ? before : next));
  };

  const isNew = range.last === -Infinity || !box.current;
  // At the end what is new is drawn at once.
  const last = isNew || -box.current.scrollTop < BEYOND ? end : Math.min(range.last, end);
  const first = isNew ? Math.max(end, start) : Math.max(range.first, start);
  const shown = Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => first + at);

  // What is in the window stays where it is, whatever is drawn anew above or below.
  const anchor = anchorOf(box.current);
  useLayoutEffect(() => {
    for (const element of /** @type {NodeListOf<HTMLElement>} */ (box.current.querySelectorAll("[data-block]"))) {
      heights.current.set(Number(element.dataset.block), element.offsetHeight);
    }
    const sum = (from, to) => {
      let height = 0;
      for (let at = from; at <= to; at += 1) height += heightOf(at);
      return `${height}px`;
    };
    above.current.style.setProperty("--space", sum(start, first - 1));
    below.current.style.setProperty("--space", sum(last + 1, end));
    if (anchor?.element.isConnected) {
      const moved = anchor.element.getBoundingClientRect().top - anchor.top;
      if (Math.abs(moved) >= 1) box.current.scrollTop += moved;
    }
    look();
  });
  useEffect(() => {
    addEventListener("resize", look);
    return () => removeEventListener("resize", look);
  });
  return { shown, above, below, look };
}

/** A message in the window, and its place; none at the end, where what is new is to be seen. @param {HTMLElement|null} box */
function anchorOf(box) {
  if (!box || box.scrollTop > -1) return null;
  const middle = box.getBoundingClientRect();
  const found = document.elementFromPoint(middle.left + middle.width / 2, middle.top + middle.height / 2)?.closest(".bubble")
    ?? box.querySelector(".bubble");
  return found ? { element: found, top: found.getBoundingClientRect().top } : null;
}
