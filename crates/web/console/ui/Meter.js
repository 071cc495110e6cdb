import { html, useId } from "../core/html.js";

const NEARLY = 0.9;

/**
 * How much of something is used: a bar beside the words that say the same.
 * @param {{label: string, text: string, value: number, most: number|null}} props `most`: null where there is no bound, and no bar
 */
export function Meter({ label, text, value, most }) {
  const id = useId();
  const share = most === null ? 0 : most > 0 ? Math.min(1, value / most) : 1;
  const tone = share >= 1 ? "bad" : share >= NEARLY ? "warn" : "plain";
  return html`<div class="meter">
    <div class="meter-head"><span id=${id}>${label}</span><span class="muted small">${text}</span></div>
    ${most !== null && html`<svg class="meter-bar" viewBox="0 0 100 6" preserveAspectRatio="none" role="meter" aria-labelledby=${id}
      aria-valuenow=${Math.min(value, most)} aria-valuemin="0" aria-valuemax=${most} aria-valuetext=${text}>
      <rect class="meter-whole" width="100" height="6" />
      <rect class=${`meter-${tone}`} width=${(share * 100).toFixed(1)} height="6" />
    </svg>`}
  </div>`;
}
