/** `/platform/tenants/new`: makes a tenant and invites its owner. */
import { html, useState } from "../core/html.js";
import { post } from "../core/http.js";
import { go } from "../core/router.js";
import { toast } from "../core/toasts.js";
import { words as own } from "../core/words/tenant.js";
import { words } from "../core/words/platform.js";
import { atField } from "../auth/attempt.js";
import { useGuard, useSubmission, wrongFields } from "../tenant/submission.js";
import { TenantFields, useTenantFields } from "../tenant/TenantFields.js";
import { Button } from "../ui/Button.js";
import { Card } from "../ui/Card.js";
import { Field } from "../ui/Field.js";
import { fieldErrors, Form } from "../ui/Form.js";
import { TextInput } from "../ui/TextInput.js";
import { PlatformPage } from "./layout.js";

const W = words.onboard;
const PLAN = /^[a-z0-9._-]{0,50}$/;

/** The screen. */
export default function Onboard() {
  return html`<${PlatformPage} tab="tenants" title=${W.title}><${Body} /><//>`;
}

function Body() {
  const fields = useTenantFields();
  const [email, setEmail] = useState("");
  const [plan, setPlan] = useState("");
  const [wrong, setWrong] = useState(null);
  const submission = useSubmission();
  const release = useGuard(fields.dirty || email !== "" || plan !== "");
  const labels = { name: own.name, slug: own.slug, owner_email: W.owner, plan: W.plan };

  const send = () => {
    const more = wrongFields({ owner_email: email.trim() ? null : words.required, plan: PLAN.test(plan.trim()) ? null : W.planWrong });
    const first = fields.wrong();
    const faults = first && more ? { ...first, errors: [...first.errors, ...more.errors] } : first ?? more;
    setWrong(faults);
    if (faults) return;
    submission.run(async (key) => {
      const body = { name: fields.name, slug: fields.slug, owner_email: email.trim(), plan: plan.trim() || undefined };
      try {
        const { data } = await post("/admin/tenants", body, { key });
        toast(W.done(body.owner_email), { tone: "good" });
        release();
        go(`/platform/tenants/${data.id}`, { replace: true });
      } catch (problem) {
        throw problem.code === "slug_taken" ? atField(problem, "slug", own.slugTaken) : problem;
      }
    });
  };
  const problem = wrong ?? submission.problem;
  const errors = fieldErrors(problem);
  return html`<${Card}>
    <${Form} onSubmit=${send} error=${problem} busy=${submission.busy} fields=${labels}>
      <p class="muted">${W.text}</p>
      <${TenantFields} fields=${fields} errors=${errors} />
      <${Field} name="owner_email" label=${W.owner} error=${errors.owner_email}>
        ${(control) => html`<${TextInput} ...${control} type="email" autocomplete="off" maxlength="254" value=${email} onChange=${setEmail} />`}
      <//>
      <${Field} name="plan" label=${W.plan} help=${W.planHelp} error=${errors.plan} optional>
        ${(control) => html`<${TextInput} ...${control} autocomplete="off" maxlength="50" value=${plan} onChange=${setPlan} />`}
      <//>
      <div class="row">
        <${Button} type="submit" tone="primary" busy=${submission.busy}>${W.submit}<//>
        <${Button} tone="quiet" href="/platform/tenants">${words.cancel}<//>
      </div>
    <//>
  <//>`;
}
