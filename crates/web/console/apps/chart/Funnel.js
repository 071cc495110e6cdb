/** How many come as far as each step. */
import { html, useId } from "../../core/html.js";
import { number } from "../../core/format.js";
import { Figure, Fill, Patterns, useWidth } from "./Figure.js";
import { scale } from "./scale.js";
import { words } from "./words.js";

const LINE = 44;
const percent = new Intl.NumberFormat(undefined, { style: "percent", maximumFractionDigits: 0 });

/**
 * A bar for each step with its number beside it, and the share of the first one.
 * @param {{title: string, note?: unknown, by: string, count: string, share: string, steps: {name: string, label: string, value: number}[], file: string}} props
 *   `by`, `count`, `share`: the heads of the table
 */
export function Funnel({ title, note, by, count, share, steps, file }) {
  const [box, width] = useWidth();
  const id = useId();
  const most = Math.max(...steps.map(({ value }) => value), 0);
  const whole = steps[0]?.value ?? 0;
  const part = (value) => (whole > 0 ? percent.format(value / whole) : "–");
  const x = scale([0, most], [0, width]);
  const rows = steps.map(({ name, label, value }) => ({ key: name, cells: [label, number(value), part(value)], plain: [label, value, whole > 0 ? Number((value / whole).toFixed(4)) : null] }));
  const said = steps.map(({ label, value }) => words.value(label, number(value))).join(", ");
  return html`<${Figure} title=${title} note=${note} file=${file} head=${[by, count, share]} rows=${rows}>
    ${most === 0 ? html`<p class="chart-empty muted">${words.empty}</p>` : html`<div class="chart-box" ref=${box}>
      <svg class="chart-plot" viewBox=${`0 0 ${width} ${steps.length * LINE}`} role="img" aria-label=${`${title}: ${said}`}>
        <${Patterns} id=${id} />
        ${steps.map(({ name, label, value }, at) => html`<g key=${name} aria-hidden="true">
          <text class="chart-text chart-strong" x="0" y=${at * LINE + 14}>${label}</text>
          <text class="chart-text" x=${width} y=${at * LINE + 14} text-anchor="end">${number(value)} · ${part(value)}</text>
          <path class="chart-rest" d=${`M0 ${at * LINE + 22}H${width}v12H0Z`} />
          ${value > 0 && html`<${Fill} at=${0} id=${id} d=${`M0 ${at * LINE + 22}H${Math.max(2, x(value))}v12H0Z`} />`}
        </g>`)}
      </svg></div>`}
  <//>`;
}
