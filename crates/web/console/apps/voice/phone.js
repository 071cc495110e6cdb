/** `/t/<slug>/phones/<id>`: a phone, what to enter at its provider, and who answers. */
import { html, useMemo } from "../../core/html.js";
import { resource as resourceOf } from "../../core/api.js";
import { useRow } from "../../resource/live.js";
import { screenPath } from "../../resource/paths.js";
import ViewScreen from "../../resource/view.js";
import { Card } from "../../ui/Card.js";
import { AddAgent, PhoneAgents } from "./PhoneAgents.js";
import { SetUp } from "./SetUp.js";
import { derived } from "../../resource/derived.js";
import { useLiveRows } from "../../resource/fresh.js";
import { Listed, phoneName, without } from "./shared.js";
import { words } from "./words.js";

const W = words.agents;
/** What the card of the provider says in sentences. */
const SAID = ["webhook_urls", "webhook_differences", "receiving", "blocked_reason"];

const Acts = ({ row }) => html`<${SetUp} phone=${row} />`;

function Parts({ row }) {
  const resource = resourceOf("agents");
  const list = useLiveRows(resource, { query: { phone_id: row.id, sort: "name" } });
  const name = phoneName(row);
  return html`<${Card} title=${W.ofPhone} actions=${html`<${AddAgent} phone=${row} name=${name} />`}>
    <${Listed} list=${list}>${list.rows &&
      html`<${PhoneAgents} phone=${row} name=${name} agents=${list.rows} whole=${!list.cursor} reload=${list.reload} />`}<//>
    <p class="small"><a href=${screenPath(resource)}>${W.all}</a></p>
  <//>`;
}

/** The screen. Its title is the label, where the phone has one. @param {{params: {things: string, id: string}}} props */
export default function PhoneScreen({ params }) {
  const phones = resourceOf(params.things);
  const { row } = useRow(phones, params.id);
  const title = row?.label?.trim() ? "label" : "number";
  const resource = useMemo(() => derived(without(phones, SAID), { title }), [phones, title]);
  return html`<${ViewScreen} params=${params} resource=${resource} Acts=${Acts} Parts=${Parts} />`;
}
