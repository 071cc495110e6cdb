/** Keeps a tenant's members out, and lets them in again. */
import { html, useState } from "../core/html.js";
import { post } from "../core/http.js";
import { toast } from "../core/toasts.js";
import { words } from "../core/words/platform.js";
import { useSubmission, wrongFields } from "../tenant/submission.js";
import { Banner } from "../ui/Banner.js";
import { Button } from "../ui/Button.js";
import { Card } from "../ui/Card.js";
import { Field } from "../ui/Field.js";
import { fieldErrors, Form } from "../ui/Form.js";
import { TextInput } from "../ui/TextInput.js";

const W = words.tenant;

/** @param {{row: Row, path: string, onSaved: (row: Row) => void}} props */
export function SuspendForm({ row, path, onSaved }) {
  const [reason, setReason] = useState("");
  const [wrong, setWrong] = useState(null);
  const submission = useSubmission();
  const resume = () => submission.run(async (key) => {
    onSaved((await post(`${path}/resume`, undefined, { key })).data);
    toast(W.resumed(row.name), { tone: "good" });
  });
  const suspend = () => {
    const faults = wrongFields({ reason: reason.trim() ? null : words.required });
    setWrong(faults);
    if (faults) return;
    submission.run(async (key) => {
      onSaved((await post(`${path}/suspend`, { reason: reason.trim() }, { key })).data);
      setReason("");
      toast(W.isSuspended(row.name), { tone: "good" });
    });
  };
  const problem = wrong ?? submission.problem;
  if (row.suspended_at) {
    return html`<${Card} title=${W.suspension}>
      <div class="stack stack-3">
        ${problem && html`<${Banner} tone="bad">${problem.detail ?? problem.message}<//>`}
        <p>${W.suspendedFor(row.suspended_for ?? "")}</p>
        <div class="row"><${Button} tone="primary" busy=${submission.busy} onClick=${resume}>${W.resume}<//></div>
      </div>
    <//>`;
  }
  return html`<${Card} title=${W.suspension}>
    <${Form} onSubmit=${suspend} error=${problem} busy=${submission.busy} fields=${{ reason: W.reason }}>
      <p class="muted">${W.suspendText}</p>
      <${Field} name="reason" label=${W.reason} help=${W.reasonHelp} error=${fieldErrors(problem).reason}>
        ${(control) => html`<${TextInput} ...${control} maxlength="500" autocomplete="off" value=${reason} onChange=${setReason} />`}
      <//>
      <div class="row"><${Button} type="submit" busy=${submission.busy}>${W.suspend}<//></div>
    <//>
  <//>`;
}
