/** `/t/<slug>/agents`: the agents, each at its phone. */
import { html } from "../../core/html.js";
import { resource as resourceOf } from "../../core/api.js";
import { mayWrite } from "../../core/tenant.js";
import { words as common } from "../../core/words/resource.js";
import { screenPath } from "../../resource/paths.js";
import { Button } from "../../ui/Button.js";
import { Card } from "../../ui/Card.js";
import { Empty } from "../../ui/Empty.js";
import { LoadMore } from "../../ui/LoadMore.js";
import { Page } from "../../ui/Page.js";
import { ProblemView } from "../../ui/ProblemView.js";
import { Skeleton } from "../../ui/Skeleton.js";
import { AddAgent, PhoneAgents } from "./PhoneAgents.js";
import { Receiving } from "./Receiving.js";
import { useLiveRows } from "../../resource/fresh.js";
import { phoneName, Title } from "./shared.js";
import { words } from "./words.js";

const W = words.agents;

/** A phone and its agents. */
function Phone({ phone, agents, whole, reload }) {
  const phones = resourceOf("phones");
  const name = phoneName(phone);
  return html`<${Card} title=${html`<a class="quiet-link" href=${screenPath(phones, phone.id)}>${name}</a>`} actions=${html`<${AddAgent} phone=${phone} name=${name} />`}>
    <p class="row">${name !== phone.number && html`<span class="muted number">${phone.number}</span>`}<${Receiving} phone=${phone} /></p>
    <${PhoneAgents} phone=${phone} name=${name} agents=${agents} whole=${whole} reload=${reload} />
  <//>`;
}

/** Agents of a phone that the list of phones hasn't, as it is on a later page or in the trash. */
function Elsewhere({ id, agents, reload }) {
  return html`<${Card} title=${html`<${Title} refers="phones" id=${id} other=${W.elsewhere} />`}>
    <${PhoneAgents} phone=${{ id }} name=${W.elsewhere} agents=${agents} whole=${false} reload=${reload} /><//>`;
}

function NoPhones() {
  const phones = resourceOf("phones");
  const add = phones.canCreate() && html`<${Button} tone="primary" icon="plus" href=${screenPath(phones, "new")}>${W.toPhone}<//>`;
  return html`<${Empty} icon=${phones.icon} title=${W.noPhones} action=${add}>${phones.canCreate() ? W.noPhonesText : W.noPhonesRead}<//>`;
}

/** The agents by their phones' ids. @param {Row[]} agents @returns {Map<string, Row[]>} */
function byPhone(agents) {
  const found = new Map();
  for (const one of agents) found.set(one.phone_id, [...(found.get(one.phone_id) ?? []), one]);
  return found;
}

function Groups() {
  const phones = useLiveRows(resourceOf("phones"), { query: { sort: "created_at" } });
  const agents = useLiveRows(resourceOf("agents"), { query: { sort: "name" } });
  const problem = phones.problem ?? agents.problem;
  const reload = () => {
    phones.reload();
    agents.reload();
  };
  if (problem) return html`<${ProblemView} problem=${problem} onRetry=${reload} />`;
  if (!phones.rows || !agents.rows) return html`<${Skeleton} lines=${8} />`;
  if (!phones.rows.length && !agents.rows.length) return html`<${NoPhones} />`;
  const groups = byPhone(agents.rows);
  const known = new Set(phones.rows.map(({ id }) => id));
  return html`<div class="stack stack-5" aria-busy=${phones.busy || agents.busy}>
    ${phones.rows.map((phone) => html`<${Phone} key=${phone.id} phone=${phone} agents=${groups.get(phone.id) ?? []} whole=${!agents.cursor}
      reload=${agents.reload} />`)}
    ${[...groups].filter(([id]) => !known.has(id)).map(([id, its]) => html`<${Elsewhere} key=${id} id=${id} agents=${its} reload=${agents.reload} />`)}
    <${LoadMore} cursor=${phones.cursor ?? agents.cursor} busy=${phones.busy || agents.busy} onMore=${() => {
      if (phones.cursor) phones.more();
      if (agents.cursor) agents.more();
    }} />
  </div>`;
}

/** The screen. @param {{params: {things: string}}} props */
export default function AgentsScreen({ params }) {
  const resource = resourceOf(params.things);
  const actions = html`
    ${mayWrite() && html`<${Button} tone="quiet" icon="trash-2" href=${screenPath(resource, "trash")}>${common.list.bin}<//>`}
    ${resource.canCreate() && html`<${Button} tone="primary" icon="plus" href=${screenPath(resource, "new")}>${common.list.create(resource.labels[0])}<//>`}`;
  return html`<${Page} title=${resource.labels[1]} actions=${actions}><${Groups} /><//>`;
}
