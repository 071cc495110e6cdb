/** The figures of the time, each with its change against the time before. */
import { html } from "../../core/html.js";
import { duration, number } from "../../core/format.js";
import { Icon } from "../../ui/Icon.js";
import { Skeleton } from "../../ui/Skeleton.js";
import { before } from "./range.js";
import { dayOf, known, percent } from "./said.js";
import { words } from "./words.js";

const W = words.figures;
const points = (change) => W.points(number(Math.round(change * 100)));

/** What each figure is, of all reports, and how it and its change are said. */
const FIGURES = [
  { name: "calls", of: ({ calls }) => calls.total.total, format: number },
  { name: "answer", of: ({ calls }) => calls.total.answer_rate, format: percent, change: points },
  { name: "length", of: ({ calls }) => calls.total.mean_seconds, format: duration },
  { name: "messages", of: ({ messages }) => messages.total.total, format: number },
  { name: "delivery", of: ({ messages }) => messages.total.delivery_rate, format: percent, change: points },
  { name: "segments", of: ({ messages }) => messages.total.segments, format: number },
  { name: "leads", of: ({ leads }) => leads.total.total, format: number },
  { name: "wins", of: ({ leads }) => leads.total.win_rate, format: percent, change: points },
];

/**
 * The change in words, and the arrow that goes with it.
 * @param {{format: (value: number) => string, change?: (value: number) => string}} figure @param {number|null} now @param {number|null} then
 */
function changeOf({ format, change }, now, then) {
  if (then === null || then === undefined) return [null, W.nothing];
  const told = format(then);
  if (now === null || now === undefined) return [null, W.before(told)];
  if (format(now) === told) return [null, W.same(told)];
  const size = (change ?? format)(Math.abs(now - then));
  return now > then ? ["arrow-up", W.more(size, told)] : ["arrow-down", W.less(size, told)];
}

/** @param {{range: any, now: any, then: any, isThenKnown: boolean}} props */
export function Changes({ range, now, then, isThenKnown }) {
  const earlier = before(range);
  return html`<section class="stack stack-3" aria-labelledby="changes">
    <h2 id="changes">${W.title}</h2>
    <div class="changes">${FIGURES.map((figure) => {
      const value = figure.of(now);
      const [icon, text] = then ? changeOf(figure, value, figure.of(then)) : [null, null];
      return html`<div key=${figure.name} class="figure">
        <h3>${W[figure.name]}</h3>
        <p class="figure-number">${known(value, figure.format) ?? W.none}</p>
        ${text ? html`<p class="muted small change">${icon && html`<${Icon} name=${icon} />`}<span>${text}</span></p>` : isThenKnown && html`<${Skeleton} lines=${1} />`}
      </div>`;
    })}</div>
    <p class="muted small">${isThenKnown && earlier ? W.note(dayOf(earlier.from), dayOf(earlier.to)) : W.unknown}</p>
  </section>`;
}
