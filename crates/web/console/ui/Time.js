import { html, signal } from "../core/html.js";
import { dateTime, relative } from "../core/format.js";

const minute = signal(0);
let ticking = false;

/** Has the times of a screen grow old with it: one timer for all. */
function tick() {
  if (ticking) return;
  ticking = true;
  setInterval(() => document.visibilityState === "visible" && minute.value++, 30_000);
}

/**
 * An instant, said from now; the absolute time shows on hover.
 * @param {{value: string|null|undefined}} props
 */
export function Time({ value }) {
  tick();
  void minute.value;
  if (!value) return html`<span class="muted">–</span>`;
  return html`<time class="nowrap" datetime=${value} title=${dateTime(value)}>${relative(value)}</time>`;
}
