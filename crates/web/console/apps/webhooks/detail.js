/** One delivery: what came of it, and what comes next. */
import { html } from "../../core/html.js";
import { resources } from "../../core/api.js";
import { dateTime, number } from "../../core/format.js";
import { setQuery } from "../../core/router.js";
import { useRow } from "../../resource/live.js";
import { screenPath } from "../../resource/paths.js";
import { Button } from "../../ui/Button.js";
import { Copy } from "../../ui/Copy.js";
import { Dialog } from "../../ui/Dialog.js";
import { ProblemView } from "../../ui/ProblemView.js";
import { Skeleton } from "../../ui/Skeleton.js";
import { Time } from "../../ui/Time.js";
import { deliveries } from "./resource.js";
import { Answer, DeliveryState } from "./state.js";
import { words } from "./words.js";

const [W, D] = [words.detail, words.deliveries];

/** The screen of the row that an event is about, or null. */
function rowLink({ event_type: type, row_id: id }) {
  const thing = resources().find((one) => one.name === type.split(".")[0]);
  return id && thing?.operations.find && !thing.parent && !type.endsWith(".deleted") ? screenPath(thing, id) : null;
}

const both = (value) => html`<span><${Time} value=${value} /> <span class="muted small">${dateTime(value)}</span></span>`;

function Facts({ row }) {
  const link = rowLink(row);
  const facts = [
    [D.state, html`<${DeliveryState} row=${row} />`],
    [D.tries, D.of(row.attempts)],
    [D.answer, html`<${Answer} delivery=${row} />`],
    row.error && [W.error, row.error],
    row.duration_ms !== null && [D.took, D.ms(number(row.duration_ms))],
    row.address && [W.address, html`<span class="mono small">${row.address}</span>`],
    row.status === "pending" && [D.next, both(row.next_attempt_at)],
    [W.made, both(row.created_at)],
    row.ended_at && [W.ended, both(row.ended_at)],
    [W.message, html`<span class="row"><code class="mono small">${row.id}</code><${Copy} value=${row.id} /></span>`],
    row.row_id && [W.row, link ? html`<a href=${link}>${W.openRow}</a>` : html`<code class="mono small">${row.row_id}</code>`],
  ];
  return html`<dl class="fields">${facts.filter(Boolean).map(([label, value]) => html`<div key=${label} class="fields-row"><dt>${label}</dt><dd>${value}</dd></div>`)}</dl>
    <p class="small muted">${W.again}</p>`;
}

/** @param {{webhook: Row, id: string}} props */
export function Detail({ webhook, id }) {
  const { row, problem, reload } = useRow(deliveries(), id, { parent: webhook.id });
  const close = () => setQuery({ delivery: null }, { replace: true });
  return html`<${Dialog} open title=${row?.event_type ?? D.title} onClose=${close} actions=${html`<${Button} onClick=${close}>${W.close}<//>`}>
    <div class="stack stack-4">
      ${problem?.status === 404 ? html`<p>${W.missing}</p>` : problem && html`<${ProblemView} problem=${problem} onRetry=${reload} />`}
      ${!row && !problem && html`<${Skeleton} lines=${6} />`}
      ${row && html`<${Facts} row=${row} />`}
    </div>
  <//>`;
}
