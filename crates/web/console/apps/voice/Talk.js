/** Hearing one's own agent out: a call to it or by it, whose conversation shows as it goes. */
import { Fragment, html, useRef, useState } from "../../core/html.js";
import { resource as resourceOf } from "../../core/api.js";
import { newKey } from "../../core/keys.js";
import { mayWrite } from "../../core/tenant.js";
import { atField, useAttempt } from "../../auth/attempt.js";
import { useRow } from "../../resource/live.js";
import { isOpen } from "../../resource/save.js";
import { spoken } from "../../resource/values.js";
import { Banner } from "../../ui/Banner.js";
import { Button } from "../../ui/Button.js";
import { Card } from "../../ui/Card.js";
import { Field } from "../../ui/Field.js";
import { fieldErrors, Form } from "../../ui/Form.js";
import { TextArea } from "../../ui/TextArea.js";
import { TextInput } from "../../ui/TextInput.js";
import { callAs, callNow, knownCalls, useAwaited } from "./carrier.js";
import { Conversation } from "./Conversation.js";
import { words } from "./words.js";

const W = words.talk;

/** What is awaited, and the call that came of it. @param {{wanted: any, agent: Row, text: string}} props */
function Awaited({ wanted, agent, text }) {
  const call = useAwaited(wanted);
  if (call) return html`<${Conversation} key=${call.id} id=${call.id} language=${agent.language} />`;
  return wanted && text && html`<p class="muted" role="status">${text}</p>`;
}

/** A simulated person calls, and says a line each time that the agent listens. */
function Simulated({ agent, phone }) {
  const [says, setSays] = useState(W.first);
  const [wanted, setWanted] = useState(null);
  const attempt = useAttempt();
  const call = () => attempt.run(async () => {
    setWanted(null);
    const known = await knownCalls(phone.id);
    const from = await callAs(phone, says);
    setWanted({ phone: phone.id, known, fits: (one) => one.from === from });
  });
  const why = attempt.problem && { none: W.none, refused: W.refused }[attempt.problem.code];
  if (!agent.active) return html`<p class="muted">${W.off}</p>`;
  return html`<${Fragment}>
    <p class="muted">${W.incoming}</p>
    ${why && html`<${Banner} tone="warn" onClose=${attempt.clear}>${why}<//>`}
    <${Form} onSubmit=${call} error=${why ? null : attempt.problem} busy=${attempt.busy}>
      <${Field} name="says" label=${W.says} help=${W.saysHelp}>${(control) =>
        html`<${TextArea} ...${control} rows="3" value=${says} onChange=${setSays} />`}<//>
      <div><${Button} type="submit" icon="phone-call" busy=${attempt.busy} disabled=${!says.trim()}>${wanted ? W.again : W.call}<//></div>
    <//>
    <${Awaited} wanted=${wanted} agent=${agent} text=${W.placing} />
  <//>`;
}

/** A person calls the number from a phone of their own. */
function Waiting({ agent, phone }) {
  const [wanted, setWanted] = useState(null);
  const attempt = useAttempt();
  const wait = () => attempt.run(async () =>
    setWanted({ phone: phone.id, known: await knownCalls(phone.id), fits: (one) => one.direction === "incoming" }));
  if (!agent.active) return html`<p class="muted">${W.off}</p>`;
  return html`<${Fragment}>
    <p class="muted">${W.ring(phone.number)}</p>
    ${attempt.problem && html`<${Banner} tone="bad" onClose=${attempt.clear}>${attempt.problem.detail ?? attempt.problem.message}<//>`}
    <div>${wanted
      ? html`<${Button} onClick=${() => setWanted(null)}>${W.stop}<//>`
      : html`<${Button} tone="primary" icon="phone-call" busy=${attempt.busy} onClick=${wait}>${W.wait}<//>`}</div>
    <${Awaited} wanted=${wanted} agent=${agent} text=${W.waiting} />
  <//>`;
}

/** A call that was placed: what it is, or why none came of it. */
function Placed({ id, wanted, agent }) {
  const { row } = useRow(resourceOf("scheduled-calls"), id);
  const end = row && W.ended[row.status];
  return html`<${Fragment}>
    ${end && html`<${Banner} tone="warn">${end}${row.error_code && W.code(spoken(row.error_code))}.<//>`}
    <${Awaited} wanted=${wanted} agent=${agent} text=${end ? "" : W.placing} />
  <//>`;
}

/** The agent calls a number: one's own. */
function Outgoing({ agent, phone }) {
  const [to, setTo] = useState("");
  const [placed, setPlaced] = useState(/** @type {{id: string, wanted: any}|null} */ (null));
  const attempt = useAttempt();
  const key = useRef({ to: "", value: "" });
  const number = to.replace(/[\s().-]/g, "");
  const call = () => attempt.run(async () => {
    if (!/^\+[1-9]\d{6,14}$/.test(number)) throw atField(new Error(W.numberWrong), "to", W.numberWrong);
    if (key.current.to !== number) key.current = { to: number, value: newKey() };
    const known = await knownCalls(phone.id);
    try {
      const { id } = await callNow(agent, number, key.current.value);
      setPlaced({ id, wanted: { phone: phone.id, known, fits: (one) => one.to === number && one.agent_id === agent.id } });
      key.current = { to: "", value: "" };
    } catch (problem) {
      if (!isOpen(problem)) key.current = { to: "", value: "" };
      throw problem;
    }
  });
  const wrong = fieldErrors(attempt.problem).to;
  return html`<${Fragment}>
    <p class="muted">${W.outgoing} ${phone.provider === "simulated" && W.outgoingSimulated}</p>
    <${Form} onSubmit=${call} error=${attempt.problem} busy=${attempt.busy} fields=${{ to: W.number }}>
      <${Field} name="to" label=${W.number} help=${W.numberHelp} error=${wrong}>${(control) =>
        html`<${TextInput} ...${control} type="tel" inputmode="tel" autocomplete="tel" value=${to} onChange=${setTo} />`}<//>
      <div><${Button} type="submit" icon="phone-call" busy=${attempt.busy}>${W.callMe}<//></div>
    <//>
    ${placed && html`<${Placed} key=${placed.id} id=${placed.id} wanted=${placed.wanted} agent=${agent} />`}
  <//>`;
}

/** The card. @param {{agent: Row, phone: Row}} props */
export function Talk({ agent, phone }) {
  if (!mayWrite()) return null;
  const Way = agent.direction === "outgoing" ? Outgoing : phone.provider === "simulated" ? Simulated : Waiting;
  return html`<${Card} class="talk" title=${W.title}><${Way} agent=${agent} phone=${phone} /><//>`;
}
