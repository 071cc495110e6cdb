import { html, useEffect, useRef, useState } from "../core/html.js";
import { words } from "../core/words/ui.js";
import { Icon } from "./Icon.js";

/**
 * Copies a text.
 * @param {{value: string, label?: string, name?: string, size?: "small", tone?: string}} props `label`: the words of the button; without, only
 *   an icon; `name`: what it copies, where several stand together
 */
export function Copy({ value, label, name, size = "small", tone = "plain" }) {
  const [said, setSaid] = useState("");
  const timer = useRef(0);
  useEffect(() => () => clearTimeout(timer.current), []);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(value);
      setSaid(words.copy.copied);
    } catch {
      setSaid(words.copy.failed);
    }
    clearTimeout(timer.current);
    timer.current = window.setTimeout(() => setSaid(""), 2500);
  };
  return html`<span class="copy"><button class=${`button button-${tone} button-${size} ${label ? "" : "button-bare"}`} type="button"
    aria-label=${name ?? (label ? undefined : words.copy.copy)} title=${label ? undefined : said || words.copy.copy} onClick=${copy}>
    <${Icon} name=${said === words.copy.copied ? "check" : "copy"} />
    ${label && html`<span class="button-text">${said === words.copy.failed ? said : label}</span>`}
  </button><span class="visually-hidden" role="status">${said}</span></span>`;
}
