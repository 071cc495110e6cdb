/** Small bars beside a number that says the same in words. */
import { html } from "../../core/html.js";
import { MOST_POINTS } from "./scale.js";

/** @param {{label: string, values: number[]}} props `label`: what they show, in words */
export function Sparkline({ label, values }) {
  const drawn = values.slice(-MOST_POINTS);
  const most = Math.max(1, ...drawn);
  return html`<svg class="spark" viewBox=${`0 0 ${Math.max(1, drawn.length) * 4} 24`} preserveAspectRatio="none" role="img" aria-label=${label}>
    ${drawn.map((value, at) => {
      const height = value > 0 ? Math.max(2, (24 * value) / most) : 1;
      return html`<rect key=${at} class=${value > 0 ? "spark-bar" : "spark-none"} x=${at * 4} y=${24 - height} width="3" height=${height} />`;
    })}
  </svg>`;
}
