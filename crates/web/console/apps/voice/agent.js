/** `/t/<slug>/agents/<id>`: an agent, whether it is active at its phone, and a way to talk to it. */
import { html } from "../../core/html.js";
import { resource as resourceOf } from "../../core/api.js";
import { useRow } from "../../resource/live.js";
import { Actions } from "../../resource/actions.js";
import { screenPath } from "../../resource/paths.js";
import ViewScreen from "../../resource/view.js";
import { Badge } from "../../ui/Badge.js";
import { Button } from "../../ui/Button.js";
import { Card } from "../../ui/Card.js";
import { useActivation } from "./activate.js";
import { Clash } from "./PhoneAgents.js";
import { Receiving } from "./Receiving.js";
import { phoneName } from "./shared.js";
import { Talk } from "./Talk.js";
import { words } from "./words.js";

const W = words.agents;

/** The agent at its phone: active or not. */
function AtPhone({ agent, phone, reload }) {
  const acts = useActivation(reload);
  const name = phoneName(phone);
  const switches = resourceOf("agents").canChange() && html`<${Button} size="small" tone=${agent.active ? "plain" : "primary"} busy=${acts.busy !== null}
    onClick=${() => acts.set(agent, !agent.active)}>${agent.active ? W.deactivate : W.activate}<//>`;
  return html`<${Card} title=${html`<a class="quiet-link" href=${screenPath(resourceOf("phones"), phone.id)}>${name}</a>`} actions=${switches}>
    ${acts.clash && html`<${Clash} clash=${acts.clash} phone=${name} busy=${acts.busy !== null} onReplace=${acts.replace} onClose=${acts.dismiss} />`}
    <p class="row"><${Badge} tone=${agent.active ? "good" : "muted"}>${agent.active ? W.active : W.off}<//>
      <span class="muted">${W.directions[agent.direction]}</span><${Receiving} phone=${phone} /></p>
  <//>`;
}

function Acts({ resource, row, etag, reload }) {
  const { row: phone } = useRow(resourceOf("phones"), row.phone_id);
  return html`<div class="stack stack-5">
    <${Actions} resource=${resource} row=${row} etag=${etag} reload=${reload} />
    ${phone && html`<${AtPhone} agent=${row} phone=${phone} reload=${reload} />`}
  </div>`;
}

function Parts({ row }) {
  const { row: phone } = useRow(resourceOf("phones"), row.phone_id);
  return phone && html`<${Talk} key=${`${row.direction} ${phone.id}`} agent=${row} phone=${phone} />`;
}

/** The screen. @param {{params: {things: string, id: string}}} props */
export default function AgentScreen({ params }) {
  return html`<${ViewScreen} params=${params} Acts=${Acts} Parts=${Parts} />`;
}
