import { html } from "../../core/html.js";
import { number } from "../../core/format.js";
import { Banner } from "../../ui/Banner.js";
import { Card } from "../../ui/Card.js";
import { spoken } from "../../resource/values.js";
import { reasonOf } from "./said.js";
import { words } from "./words.js";

const W = words.campaign;

/** The states of recipients, those that are through first. */
export const STATES = ["delivered", "sent", "failed", "in_doubt", "suppressed", "cancelled", "sending", "pending"];
const OPEN = ["pending", "sending"];
const ALWAYS = ["delivered", "failed"];

const percent = (count, total) => `${(100 * count) / total}%`;

/** All states in one bar, in the order of the table. */
function Stack({ counts, total }) {
  let at = 0;
  return html`<svg class="stack-bar" aria-hidden="true">${STATES.filter((state) => counts[state]).map((state) => {
    const start = at;
    at += counts[state];
    return html`<rect key=${state} class=${`bar-${state}`} x=${percent(start, total)} width=${percent(counts[state], total)} height="100%" />`;
  })}</svg>`;
}

function Line({ state, count, total }) {
  return html`<tr>
    <th scope="row">${spoken(state)}</th>
    <td class="cell-end number">${number(count)}</td>
    <td><svg class="line-bar" aria-hidden="true"><rect class="bar-rest" width="100%" height="100%" /><rect class=${`bar-${state}`} width=${percent(count, total)} height="100%" /></svg>
      <span class="number small muted">${Math.round((100 * count) / total)} %</span></td>
  </tr>`;
}

/**
 * How far a campaign has come: a bar, and the same as a table.
 * @param {{campaign: Row}} props
 */
export function Progress({ campaign }) {
  const { counts } = campaign;
  const { total } = counts;
  const done = total - OPEN.reduce((sum, state) => sum + (counts[state] ?? 0), 0);
  const reason = reasonOf(campaign.error_code);
  return html`<${Card} title=${W.progress}>
    ${reason && html`<${Banner} tone="warn">${campaign.status === "failed" ? W.failed : W.paused} ${reason}<//>`}
    ${total > 0 && html`<p>${W.done(number(done), number(total))}</p>
      <${Stack} counts=${counts} total=${total} />
      <table class="counts">
        <caption class="visually-hidden">${W.filter}</caption>
        <thead><tr><th scope="col">${W.status}</th><th scope="col" class="cell-end">${W.recipients}</th><th scope="col">${W.share}</th></tr></thead>
        <tbody>${STATES.filter((state) => counts[state] || ALWAYS.includes(state)).map((state) =>
          html`<${Line} key=${state} state=${state} count=${counts[state] ?? 0} total=${total} />`)}</tbody>
      </table>`}
  <//>`;
}
