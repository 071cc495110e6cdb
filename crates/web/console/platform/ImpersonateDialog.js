/** Asks in which tenant, why and how far a platform admin acts as a user. */
import { html, useId, useState } from "../core/html.js";
import { get, post } from "../core/http.js";
import { go } from "../core/router.js";
import { signedIn } from "../core/session.js";
import { words } from "../core/words/platform.js";
import { atField } from "../auth/attempt.js";
import { useSubmission, wrongFields } from "../tenant/submission.js";
import { Button } from "../ui/Button.js";
import { Checkbox } from "../ui/Checkbox.js";
import { Combobox } from "../ui/Combobox.js";
import { Dialog } from "../ui/Dialog.js";
import { Field } from "../ui/Field.js";
import { fieldErrors, Form } from "../ui/Form.js";
import { TextArea } from "../ui/TextArea.js";

const W = words.impersonate;

/** Tenants by a part of their name or slug, as a picker's options. */
async function findTenants(q) {
  const { data } = await get("/admin/tenants", { query: { q: q.trim(), limit: 20 } });
  return data.items.filter(({ deleted_at }) => !deleted_at).map(({ slug, name }) => ({ value: slug, label: name, hint: slug }));
}

/** @param {{user: Row, name: string, onClose: () => void}} props */
export function ImpersonateDialog({ user, name, onClose }) {
  const form = useId();
  const [tenant, setTenant] = useState(null);
  const [reason, setReason] = useState("");
  const [write, setWrite] = useState(false);
  const [wrong, setWrong] = useState(null);
  const submission = useSubmission();

  const send = () => {
    const faults = wrongFields({ tenant: tenant ? null : words.required, reason: reason.trim().length >= 10 ? null : W.reasonShort });
    setWrong(faults);
    if (faults) return;
    submission.run(async (key) => {
      try {
        const { data } = await post("/admin/impersonations", { user_id: user.id, tenant, reason: reason.trim(), write }, { key });
        onClose();
        await signedIn();
        go(`/t/${data.tenant.slug}/`);
      } catch (problem) {
        throw problem.status === 404 ? atField(problem, "tenant", W.notMember) : problem;
      }
    });
  };
  const problem = wrong ?? submission.problem;
  const errors = fieldErrors(problem);
  const actions = html`<${Button} onClick=${onClose}>${words.cancel}<//>
    <${Button} type="submit" form=${form} tone="primary" busy=${submission.busy}>${W.submit}<//>`;
  return html`<${Dialog} open title=${W.title(name)} onClose=${onClose} actions=${actions}>
    <${Form} id=${form} onSubmit=${send} error=${problem} busy=${submission.busy} fields=${{ tenant: W.tenant, reason: W.reason, write: W.write }}>
      <p class="muted">${W.text}</p>
      <${Field} name="tenant" label=${W.tenant} help=${W.tenantHelp} error=${errors.tenant}>
        ${(control) => html`<${Combobox} ...${control} load=${findTenants} labelOf=${(slug) => slug} value=${tenant} onChange=${setTenant} />`}
      <//>
      <${Field} name="reason" label=${W.reason} help=${W.reasonHelp} error=${errors.reason}>
        ${(control) => html`<${TextArea} ...${control} rows=${3} maxlength="500" value=${reason} onChange=${setReason} />`}
      <//>
      <div class="stack stack-2">
        <${Checkbox} name="write" label=${W.write} value=${write} onChange=${setWrite} />
        <p class="small muted">${W.writeHelp}</p>
      </div>
    <//>
  <//>`;
}
