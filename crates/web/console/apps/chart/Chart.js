/** Values over time: stacked bars, or lines. */
import { html, useId, useState } from "../../core/html.js";
import { number } from "../../core/format.js";
import { Figure, Fill, Legend, Patterns, useWidth } from "./Figure.js";
import { MOST_POINTS, alone, extent, scale, shownLabels, stacked, through, ticks } from "./scale.js";
import { words } from "./words.js";

const HEIGHT = 220;
const EDGE = { top: 10, right: 8, bottom: 26 };
const ROOM = 76;
/** Points that stand alone differ by shape: a circle, a square, a diamond, a triangle, a cross. */
const DOTS = ["m-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0", "m-3.5-3.5h7v7h-7z", "m0-5l5 5l-5 5l-5-5z", "m0-5l5 8h-10z", "m-1.5-5h3v3.5h3.5v3h-3.5v3.5h-3v-3.5h-3.5v-3h3.5z"];

/**
 * @typedef {{name: string, label: string}} Series
 * @typedef {{key: string, label: string, tick?: string, values: (number|null)[]}} Point
 *   `key`: as it stands in the file; `label`: in the table; `tick`: under the chart
 */

/**
 * A chart with its table. Series differ by colour and by pattern or dash; a screen reader hears a summary, and has the table.
 * @param {{kind: "bars"|"lines", title: string, note?: unknown, by: string, series: Series[], points: Point[], file: string,
 *   totals?: (number|null)[], format?: (value: number) => string, whole?: boolean, unit?: number, most?: number}} props
 *   `by`: what the points are; `totals`: of the whole time, where they are more than the sum; `whole`: without fractions; `unit`: what ticks are whole numbers of;
 *   `most`: the highest value that has room
 */
export function Chart({ kind, title, note, by, series, points, file, totals, format = number, whole = true, unit = 1, most }) {
  const [at, setAt] = useState(/** @type {number|null} */ (null));
  const id = useId();
  const isBars = kind === "bars";
  const drawn = points.slice(-MOST_POINTS);
  const all = totals ?? (isBars ? series.map((_, one) => points.reduce((sum, { values }) => sum + (values[one] ?? 0), 0)) : series.map(() => null));
  const said = (value) => (value === null || value === undefined ? null : format(value));
  const isEmpty = !points.some(({ values }) => values.some((value) => value !== null && (!isBars || value > 0)));
  const point = drawn[at] ?? null;
  const rows = points.map(({ key, label, values }) => ({ key, cells: [label, ...values.map(said)], plain: [key, ...values] }));
  const Plot = isBars ? Bars : Lines;
  return html`<${Figure} title=${title} note=${note} file=${file} head=${[by, ...series.map(({ label }) => label)]} rows=${rows}
    foot=${all.some((value) => value !== null) ? [words.whole, ...all.map(said)] : null}>
    ${isEmpty
      ? html`<p class="chart-empty muted">${words.empty}</p>`
      : html`<div class="chart-head"><${Legend} series=${series} id=${id} line=${!isBars} values=${(point?.values ?? all).map(said)} />
          <span class="chart-at muted small">${point?.label ?? ""}</span></div>
        <${Frame} id=${id} label=${summary(title, series, drawn, format)} points=${drawn} whole=${whole} unit=${unit} format=${format} onAt=${setAt} at=${at} inset=${isBars}
          most=${most ?? Math.max(...drawn.map(({ values }) => (isBars ? values.reduce((sum, value) => sum + (value ?? 0), 0) : Math.max(0, ...values))))}>
          ${(places) => html`<${Plot} points=${drawn} series=${series} ...${places} />`}
        <//>`}
    ${points.length > MOST_POINTS && html`<p class="muted small">${words.last(number(MOST_POINTS), number(points.length))}</p>`}
  <//>`;
}

/** What a chart shows in words. @param {string} title @param {Series[]} series @param {Point[]} points @param {(value: number) => string} format */
function summary(title, series, points, format) {
  const [first, last] = [points[0], points.at(-1)];
  if (points.length === 1) return words.one(title, first.label, series.map(({ label }, at) => words.value(label, first.values[at] === null ? "–" : format(first.values[at]))).join(", "));
  const parts = series.map(({ label }, at) => {
    const found = extent(points.map(({ values }) => values[at]));
    return found ? words.part(label, format(found.least), format(found.most), points[found.at].label) : words.none(label);
  });
  return words.many(title, number(points.length), first.label, last.label, parts.join(" "));
}

/** The axes, in the pixels of the screen. Bars have a place for each point; lines go from edge to edge. */
function Frame({ id, label, points, most, whole, unit, format, at, onAt, inset, children }) {
  const [box, width] = useWidth();
  const steps = ticks(most / unit, 4, whole).map((step) => step * unit);
  const left = 12 + 7 * Math.max(...steps.map((step) => format(step).length));
  const right = width - EDGE.right;
  const y = scale([0, steps.at(-1)], [HEIGHT - EDGE.bottom, EDGE.top]);
  const step = (right - left) / Math.max(1, inset ? points.length : points.length - 1);
  const x = (index) => Number((points.length === 1 ? (left + right) / 2 : left + step * (index + (inset ? 0.5 : 0))).toFixed(2));
  const near = (event) => {
    const { left: begin, width: wide } = event.currentTarget.getBoundingClientRect();
    const place = ((event.clientX - begin) / wide) * width;
    onAt(Math.min(points.length - 1, Math.max(0, Math.round((place - x(0)) / step))));
  };
  const draw = Array.isArray(children) ? children.find((one) => typeof one === "function") : children;
  return html`<div class="chart-box" ref=${box} onPointerMove=${near} onPointerLeave=${() => onAt(null)}>
    <svg class="chart-plot" viewBox=${`0 0 ${width} ${HEIGHT}`} role="img" aria-label=${label}>
      <${Patterns} id=${id} />
      ${steps.map((value) => html`<g key=${value} aria-hidden="true"><path class=${value === 0 ? "chart-axis" : "chart-grid"} d=${`M${left} ${y(value)}H${right}`} />
        <text class="chart-text" x=${left - 6} y=${y(value) + 4} text-anchor="end">${format(value)}</text></g>`)}
      ${at !== null && points[at] && html`<path class="chart-here" d=${`M${x(at)} ${EDGE.top}V${y(0)}`} />`}
      ${draw({ x, y, step, id })}
      ${shownLabels(points.length, right - left, ROOM).map((index) => html`<text key=${index} class="chart-text" aria-hidden="true" x=${x(index)}
        y=${HEIGHT - 8} text-anchor=${index === 0 && !inset && points.length > 1 ? "start" : "middle"}>${points[index].tick ?? points[index].label}</text>`)}
    </svg>
  </div>`;
}

/** A path for each series, whatever the number of points. */
function Bars({ points, series, x, y, step, id }) {
  const sums = stacked(points.map(({ values }) => values));
  const wide = Number(Math.max(0.5, Math.min(48, step > 3 ? step * 0.7 : step)).toFixed(2));
  return html`<g>${series.map(({ name }, one) => {
    const d = sums.map((parts, at) => {
      const [low, high] = parts[one];
      return high > low ? `M${(x(at) - wide / 2).toFixed(2)} ${y(high)}h${wide}V${y(low)}h${-wide}Z` : "";
    }).join("");
    return html`<${Fill} key=${name} at=${one} d=${d} id=${id} />`;
  })}</g>`;
}

function Lines({ points, series, x, y }) {
  return html`<g>${series.map(({ name }, one) => {
    const places = points.map(({ values }, at) => (values[one] === null || values[one] === undefined ? null : /** @type {[number, number]} */ ([x(at), y(values[one])])));
    return html`<g key=${name}><path class=${`chart-line chart-line-${one % 5}`} d=${through(places)} />
      ${alone(places).map((at) => html`<path key=${at} class=${`chart-fill-${one % 5}`} d=${`M${places[at][0]} ${places[at][1]}${DOTS[one % DOTS.length]}`} />`)}</g>`;
  })}</g>`;
}
