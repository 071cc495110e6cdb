/** The plan and the quotas of a tenant. */
import { html, useState } from "../core/html.js";
import { number } from "../core/format.js";
import { patch } from "../core/http.js";
import { toast } from "../core/toasts.js";
import { words } from "../core/words/platform.js";
import { useGuard, useSubmission, wrongFields } from "../tenant/submission.js";
import { Button } from "../ui/Button.js";
import { Card } from "../ui/Card.js";
import { Field } from "../ui/Field.js";
import { fieldErrors, Form } from "../ui/Form.js";
import { TextInput } from "../ui/TextInput.js";

const W = words.tenant;
const QUOTAS = Object.keys(W.quotas);

/** @param {{row: Row, path: string, onSaved: (row: Row) => void, onReload: () => void}} props */
export function LimitsForm({ row, path, onSaved, onReload }) {
  const first = Object.fromEntries(["plan", ...QUOTAS].map((name) => [name, row[name] === null || row[name] === undefined ? "" : String(row[name])]));
  const [values, setValues] = useState(first);
  const [wrong, setWrong] = useState(null);
  const submission = useSubmission();
  const changed = Object.keys(values).filter((name) => values[name].trim() !== first[name]);
  useGuard(changed.length > 0);

  const send = () => {
    const faults = wrongFields(Object.fromEntries(QUOTAS.map((name) => [name, /^\d*$/.test(values[name].trim()) ? null : W.whole])));
    setWrong(faults);
    if (faults || !changed.length) return;
    const read = (name) => (values[name].trim() === "" ? null : name === "plan" ? values[name].trim() : Number(values[name]));
    submission.run(async () => {
      try {
        const body = Object.fromEntries(changed.map((name) => [name, read(name)]));
        const { data } = await patch(path, body, { ifMatch: `"${row.version}"` });
        toast(words.saved, { tone: "good" });
        onSaved(data);
      } catch (problem) {
        if (problem.status !== 412) throw problem;
        toast(words.changedMeanwhile, { tone: "warn" });
        onReload();
      }
    });
  };
  const problem = wrong ?? submission.problem;
  const errors = fieldErrors(problem);
  const set = (name) => (text) => setValues((values) => ({ ...values, [name]: text }));
  return html`<${Card} title=${W.limits}>
    <${Form} onSubmit=${send} error=${problem} busy=${submission.busy} fields=${{ plan: words.tenants.plan, ...W.quotas }}>
      <p class="muted small">${W.limitsHelp}</p>
      <div class="limit-fields">
        <${Field} name="plan" label=${words.tenants.plan} error=${errors.plan} required=${false}>
          ${(control) => html`<${TextInput} ...${control} maxlength="50" autocomplete="off" value=${values.plan} onChange=${set("plan")} />`}
        <//>
        ${QUOTAS.map((name) => html`<${Field} key=${name} name=${name} label=${W.quotas[name]} error=${errors[name]} required=${false}
          help=${name === "member_quota" ? W.used(number(row.members)) : undefined}>
          ${(control) => html`<${TextInput} ...${control} inputmode="numeric" maxlength="18" autocomplete="off" value=${values[name]} onChange=${set(name)} />`}
        <//>`)}
      </div>
      <div class="row"><${Button} type="submit" tone="primary" busy=${submission.busy} disabled=${!changed.length}>${words.save}<//></div>
    <//>
  <//>`;
}
