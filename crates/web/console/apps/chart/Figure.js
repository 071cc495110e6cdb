/** What is around each chart: its title, its marks, its table, and the table as a file. */
import { html, useLayoutEffect, useState } from "../../core/html.js";
import { saveFile } from "../../resource/files.js";
import { Button } from "../../ui/Button.js";
import { csvOf } from "./scale.js";
import { words } from "./words.js";

/**
 * The width of an element in CSS pixels, so that a chart's text is as large as all other.
 * @returns {[(element: HTMLElement|null) => void, number]} the element's `ref`, and the width
 */
export function useWidth() {
  const [box, setBox] = useState(/** @type {HTMLElement|null} */ (null));
  const [width, setWidth] = useState(640);
  useLayoutEffect(() => {
    if (!box) return undefined;
    const read = () => setWidth((old) => Math.round(box.clientWidth) || old);
    read();
    let frame = 0;
    // Within the observer's own turn, a new size would be one more loop.
    const watch = new ResizeObserver(() => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(read);
    });
    watch.observe(box);
    return () => {
      cancelAnimationFrame(frame);
      watch.disconnect();
    };
  }, [box]);
  return [setBox, width];
}

/**
 * The marks of series: line, or fill with its pattern.
 * @param {{series: {name: string, label: string}[], values: (string|null)[], id: string, line?: boolean}} props `id`: of the chart's patterns
 */
export function Legend({ series, values, id, line = false }) {
  return html`<ul class="chart-legend">${series.map(({ name, label }, at) => html`<li key=${name}>
    <svg class="chart-key" viewBox="0 0 22 12" width="22" height="12" aria-hidden="true">
      ${line ? html`<path class=${`chart-line chart-line-${at % 5}`} d="M0 6H22" />` : html`<${Fill} at=${at} id=${id} d="M0 0H22V12H0Z" />`}
    </svg>
    <span>${label}</span>${values[at] !== null && html`<strong class="chart-value">${values[at]}</strong>`}
  </li>`)}</ul>`;
}

/** The strokes of a pattern, on a field of 8 by 8: colours are told apart without them, prints in grey are not. */
const STROKES = [null, "M-2 6L6 -2M2 10L10 2", "M2 2h2M6 6h2", "M0 4H8", "M0 0L8 8M8 0L0 8"];

/** The patterns of a chart's fills, once a page and chart. @param {{id: string}} props */
export const Patterns = ({ id }) => html`<defs>${STROKES.map((d, at) => d && html`<pattern key=${at} id=${`${id}-${at}`} width="8" height="8"
  patternUnits="userSpaceOnUse"><path class="chart-stroke" d=${d} /></pattern>`)}</defs>`;

/** A filled shape in the colour and the pattern of a series. @param {{at: number, d: string, id: string}} props */
export function Fill({ at, d, id }) {
  const kind = at % STROKES.length;
  return html`<g><path class=${`chart-fill chart-fill-${kind}`} d=${d} />
    ${kind > 0 && html`<path fill=${`url(#${id}-${kind})`} d=${d} />`}</g>`;
}

/**
 * A chart's frame.
 * @param {{title: string, note?: unknown, head: string[], rows: {key: string, cells: (string|number|null)[], plain?: (string|number|null)[]}[],
 *   foot?: (string|number|null)[]|null, file: string, children: unknown}} props
 *   `cells`: as they are read; `plain`: as they are in the file; `file`: its name without an ending
 */
export function Figure({ title, note, head, rows, foot = null, file, children }) {
  const [open, setOpen] = useState(false);
  const save = () => {
    const text = csvOf(head, rows.map(({ cells, plain }) => plain ?? cells));
    saveFile(`${file}.csv`, new Blob(["\ufeff", text], { type: "text/csv;charset=utf-8" }));
  };
  return html`<figure class="chart stack stack-3" aria-label=${title}>
    <figcaption class="chart-title"><h3>${title}</h3>${note && html`<p class="muted small">${note}</p>`}</figcaption>
    ${children}
    <div class="chart-foot">
      <details class="chart-data" onToggle=${(event) => setOpen(event.currentTarget.open)}>
        <summary>${words.table(title)}</summary>
        ${open && html`<${Data} title=${title} head=${head} rows=${rows} foot=${foot} />`}
      </details>
      <${Button} class="chart-save" size="small" tone="quiet" icon="download" aria-label=${words.downloadOf(title)} onClick=${save}>${words.download}<//>
    </div>
  </figure>`;
}

function Data({ title, head, rows, foot }) {
  const line = ([first, ...rest]) => html`<th scope="row">${first}</th>${rest.map((value, at) => html`<td key=${at} class="number">${value ?? "–"}</td>`)}`;
  return html`<div class="chart-scroll" tabindex="0" role="region" aria-label=${words.table(title)}><table class="chart-table">
    <caption class="visually-hidden">${title}</caption>
    <thead><tr>${head.map((name) => html`<th key=${name} scope="col">${name}</th>`)}</tr></thead>
    <tbody>${rows.map(({ key, cells }) => html`<tr key=${key}>${line(cells)}</tr>`)}</tbody>
    ${foot && html`<tfoot><tr>${line(foot)}</tr></tfoot>`}
  </table></div>`;
}
