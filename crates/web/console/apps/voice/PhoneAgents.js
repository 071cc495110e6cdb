/** The agents of one phone: who takes its calls, who speaks in those that go out, and who could. */
import { Fragment, html, useState } from "../../core/html.js";
import { resource as resourceOf } from "../../core/api.js";
import { toast } from "../../core/toasts.js";
import { words as common } from "../../core/words/resource.js";
import { askToLeave } from "../../resource/draft.js";
import { screenPath } from "../../resource/paths.js";
import { RowForm } from "../../resource/RowForm.js";
import { Badge } from "../../ui/Badge.js";
import { Banner } from "../../ui/Banner.js";
import { Button } from "../../ui/Button.js";
import { Dialog } from "../../ui/Dialog.js";
import { useActivation } from "./activate.js";
import { Title } from "./shared.js";
import { words } from "./words.js";

const W = words.agents;
const DIRECTIONS = ["incoming", "outgoing"];

/** Why an agent couldn't be activated, and what to do. */
export function Clash({ clash, phone, busy, onReplace, onClose }) {
  const { agent, other } = clash;
  return html`<${Banner} tone="warn" onClose=${onClose}>
    <div class="stack stack-2"><p>${W.taken(other?.name ?? W.takenUnseen, phone, agent.direction)} ${!other && W.takenDo}</p>
      ${other && html`<div><${Button} size="small" busy=${busy} onClick=${onReplace}>${W.replace(agent.name)}<//></div>`}</div><//>`;
}

function Agent({ agent, acts }) {
  const resource = resourceOf("agents");
  const label = agent.active ? W.deactivate : W.activate;
  return html`<li class="agent">
    <span class="agent-name"><a class="row-title" href=${screenPath(resource, agent.id)}>${agent.name}</a>
      ${agent.prompt_id && html`<span class="small muted"><${Title} refers="prompts" id=${agent.prompt_id} other="" /></span>`}</span>
    ${agent.records && html`<${Badge} tone="muted">${W.records}<//>`}
    <${Badge} tone=${agent.active ? "good" : "muted"}>${agent.active ? W.active : W.off}<//>
    ${resource.canChange() && html`<${Button} size="small" tone=${agent.active ? "quiet" : "plain"} busy=${acts.busy === agent.id}
      disabled=${acts.busy !== null} aria-label=${`${label}: ${agent.name}`} onClick=${() => acts.set(agent, !agent.active)}>${label}<//>`}
  </li>`;
}

/** The form of a new agent of a phone, over the screen. @param {{phone: Row, name: string, onClose: () => void}} props */
function NewAgent({ phone, name, onClose }) {
  const resource = resourceOf("agents");
  const [dirty, setDirty] = useState(false);
  const close = async () => (!dirty || (await askToLeave())) && onClose();
  const saved = () => {
    toast(common.form.created(resource.labels[0]), { tone: "good" });
    onClose();
  };
  return html`<${Dialog} open title=${W.addOn(name)} onClose=${close}>
    <${RowForm} resource=${resource} preset=${{ phone_id: phone.id }} onSaved=${saved} onCancel=${close} onDirty=${setDirty} />
  <//>`;
}

/**
 * The agents, by direction.
 * @param {{phone: Row, name: string, agents: Row[], whole: boolean, reload: () => unknown}} props `whole`: these are all of the phone
 */
export function PhoneAgents({ phone, name, agents, whole, reload }) {
  const acts = useActivation(reload);
  return html`<${Fragment}>
    ${acts.clash && html`<${Clash} clash=${acts.clash} phone=${name} busy=${acts.busy !== null} onReplace=${acts.replace} onClose=${acts.dismiss} />`}
    ${DIRECTIONS.map((direction) => {
      const its = agents.filter((one) => one.direction === direction);
      const none = whole && !its.some(({ active }) => active);
      return html`<div key=${direction} class="agents-of stack stack-2">
        <h3 class="small muted">${W.directions[direction]}</h3>
        ${none && html`<p class="small muted">${W.noneFor[direction]}</p>`}
        ${its.length > 0 && html`<ul class="plain-list">${its.map((one) => html`<${Agent} key=${one.id} agent=${one} acts=${acts} />`)}</ul>`}
      </div>`;
    })}
  <//>`;
}

/** The button of a new agent on a phone. @param {{phone: Row, name: string}} props */
export function AddAgent({ phone, name }) {
  const [making, setMaking] = useState(false);
  if (!resourceOf("agents").canCreate()) return null;
  return html`<${Fragment}>
    <${Button} size="small" icon="plus" aria-label=${W.addOn(name)} onClick=${() => setMaking(true)}>${W.add}<//>
    ${making && html`<${NewAgent} phone=${phone} name=${name} onClose=${() => setMaking(false)} />`}
  <//>`;
}
