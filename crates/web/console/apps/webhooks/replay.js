/** Asks which events are sent once more. */
import { html, useId, useRef, useState } from "../../core/html.js";
import { post } from "../../core/http.js";
import { newKey } from "../../core/keys.js";
import { toast } from "../../core/toasts.js";
import { useAttempt } from "../../auth/attempt.js";
import { Button } from "../../ui/Button.js";
import { Checkbox } from "../../ui/Checkbox.js";
import { DateTimeInput } from "../../ui/DateTimeInput.js";
import { Dialog } from "../../ui/Dialog.js";
import { Field } from "../../ui/Field.js";
import { fieldErrors, Form } from "../../ui/Form.js";
import { words } from "./words.js";

const W = words.replay;
const DAY = 24 * 3_600_000;

/** What is wrong with a period, in the form of the server's refusal. */
function wrongPeriod(since, until) {
  const field = !since ? "since" : until && until <= since ? "until" : null;
  const message = !since ? W.required : W.order;
  return field && { status: 422, code: "invalid", errors: [{ field, code: "check", message }] };
}

/** @param {{webhook: Row, onDone: () => void, onClose: () => void}} props */
export function Replay({ webhook, onDone, onClose }) {
  const form = useId();
  const [since, setSince] = useState(new Date(Date.now() - DAY).toISOString());
  const [until, setUntil] = useState(null);
  const [failed, setFailed] = useState(false);
  const [wrong, setWrong] = useState(null);
  const attempt = useAttempt();
  const sent = useRef({ text: "", key: "" });

  const send = () => {
    const fault = wrongPeriod(since, until);
    setWrong(fault);
    if (fault) return;
    const body = { since, ...(until && { until }), ...(failed && { status: "failed" }) };
    const text = JSON.stringify(body);
    if (sent.current.text !== text) sent.current = { text, key: newKey() };
    attempt.run(async () => {
      try {
        const { data } = await post(`/api/webhooks/${webhook.id}/replay`, body, { key: sent.current.key });
        toast(data.deliveries && webhook.status !== "active" ? W.waits(data.deliveries) : W.done(data.deliveries), { tone: data.deliveries ? "good" : "info" });
        onDone();
        onClose();
      } catch (problem) {
        if (problem.status >= 400 && problem.status < 500) sent.current = { text: "", key: "" };
        throw problem;
      }
    });
  };
  const problem = wrong ?? attempt.problem;
  const errors = fieldErrors(problem);
  const actions = html`<${Button} onClick=${onClose}>${W.cancel}<//>
    <${Button} type="submit" form=${form} tone="primary" busy=${attempt.busy}>${W.submit}<//>`;
  return html`<${Dialog} open title=${W.title} onClose=${onClose} actions=${actions}>
    <${Form} id=${form} onSubmit=${send} error=${problem} busy=${attempt.busy} fields=${{ since: W.since, until: W.until }}>
      <p class="muted">${W.text}</p>
      <${Field} name="since" label=${W.since} help=${W.most} error=${errors.since}>
        ${(control) => html`<${DateTimeInput} ...${control} value=${since} onChange=${setSince} />`}
      <//>
      <${Field} name="until" label=${W.until} help=${W.untilHelp} error=${errors.until} optional>
        ${(control) => html`<${DateTimeInput} ...${control} value=${until} onChange=${setUntil} />`}
      <//>
      <${Checkbox} name="failed" label=${W.failed} value=${failed} onChange=${setFailed} />
    <//>
  <//>`;
}
