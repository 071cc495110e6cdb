/** `/t/<slug>/calls/<id>`: a call, with what was said, its recording and its notes. */
import { html, useMemo } from "../../core/html.js";
import { resource as resourceOf } from "../../core/api.js";
import { dateTime, duration } from "../../core/format.js";
import { Actions } from "../../resource/actions.js";
import { useRow } from "../../resource/live.js";
import ViewScreen from "../../resource/view.js";
import { Badge } from "../../ui/Badge.js";
import { Card } from "../../ui/Card.js";
import { Notes } from "./Notes.js";
import { Recordings } from "./Recordings.js";
import { derived } from "../../resource/derived.js";
import { Shown, without } from "./shared.js";
import { isGoing, Transcript, useFreshCall, useTurns } from "./Transcript.js";
import { Person } from "./Person.js";
import { words } from "./words.js";

const W = words.call;
/** What stands at the head already. */
const AT_HEAD = ["phone_id", "agent_id", "direction", "from", "to", "status", "duration_seconds", "simulated"];

const length = (call) => {
  if (call.duration_seconds !== null) return duration(call.duration_seconds);
  return isGoing(call) ? W.going : W.unanswered;
};

/** The caller, the callee, when, for how long, and how it went. */
function Head({ resource, row }) {
  const phone = html`<${Shown} resource=${resource} name="phone_id" row=${row} />`;
  const parts = [
    [W.from, row.from, row.direction === "outgoing" ? phone : html`<${Person} number=${row.from} />`],
    [W.to, row.to, row.direction === "incoming" ? phone : html`<${Person} number=${row.to} />`],
    [W.agent, html`<${Shown} resource=${resource} name="agent_id" row=${row} />`],
    [W.began, html`<time datetime=${row.created_at}>${dateTime(row.created_at)}</time>`],
    [W.length, length(row)],
  ];
  return html`<div class="call-head stack stack-3">
    <p class="row"><${Shown} resource=${resource} name="status" row=${row} /><${Shown} resource=${resource} name="direction" row=${row} />
      ${row.simulated && html`<${Badge} tone="info">${W.simulated}<//>`}
      ${row.error_code && html`<span class="small muted">${W.error(row.error_code)}</span>`}</p>
    <dl class="call-parts">${parts.map(([label, value, more]) => html`<div key=${label}><dt class="small muted">${label}</dt>
      <dd>${value}${more && html`<div class="small">${more}</div>`}</dd></div>`)}</dl>
  </div>`;
}

/** The call itself, above what the API has of it. */
function Acts({ resource, row, etag, reload }) {
  const turns = useTurns(row.id);
  useFreshCall(row, reload);
  return html`<div class="stack stack-5">
    <${Head} resource=${resourceOf("calls")} row=${row} />
    <${Actions} resource=${resource} row=${row} etag=${etag} reload=${reload} />
    <div class="call-body">
      <${Card} title=${W.transcript}><${Transcript} call=${row} list=${turns} /><//>
      <div class="stack stack-5"><${Recordings} call=${row} /><${Notes} call=${row} /></div>
    </div>
  </div>`;
}

/** The turns stand above, so nothing is left beneath. */
const Parts = () => null;

/** The screen. Its title is the other side's number. @param {{params: {things: string, id: string}}} props */
export default function CallScreen({ params }) {
  const calls = resourceOf(params.things);
  const { row } = useRow(calls, params.id);
  const title = row?.direction === "outgoing" ? "to" : "from";
  const resource = useMemo(() => derived(without(calls, AT_HEAD), { title }), [calls, title]);
  return html`<${ViewScreen} params=${params} resource=${resource} Acts=${Acts} Parts=${Parts} />`;
}
