/** The single steps of the welcome. Each gets the home tenant, a button to skip, and what to do when it is done. */
import { html, useState } from "../core/html.js";
import { patch, post } from "../core/http.js";
import { loadMe, me } from "../core/session.js";
import { words } from "../core/words/tenant.js";
import { atField } from "../auth/attempt.js";
import { Banner } from "../ui/Banner.js";
import { Button } from "../ui/Button.js";
import { Field } from "../ui/Field.js";
import { fieldErrors, Form } from "../ui/Form.js";
import { Select } from "../ui/Select.js";
import { TextInput } from "../ui/TextInput.js";
import { isVerified } from "./may.js";
import { useSubmission, wrongFields } from "./submission.js";
import { TenantFields, useTenantFields } from "./TenantFields.js";
import { VerifyFirst } from "./Verify.js";

const W = words.welcome;

/** A step's buttons. */
const Buttons = ({ busy, label = W.next, skip }) => html`<div class="row">
  <${Button} type="submit" tone="primary" busy=${busy}>${label}<//>${skip}
</div>`;

/** The user's name. */
export function NameStep({ skip, onDone }) {
  const [name, setName] = useState(me.value?.user.name ?? "");
  const [wrong, setWrong] = useState(null);
  const submission = useSubmission();
  const send = () => {
    const faults = wrongFields({ name: name.trim() ? null : words.required });
    setWrong(faults);
    if (faults) return;
    submission.run(async () => {
      if (name.trim() !== me.value?.user.name) {
        await patch("/auth/me", { name: name.trim() });
        await loadMe();
      }
      onDone();
    });
  };
  const problem = wrong ?? submission.problem;
  return html`<${Form} onSubmit=${send} error=${problem} busy=${submission.busy} fields=${{ name: W.you.label }}>
    <${Field} name="name" label=${W.you.label} error=${fieldErrors(problem).name}>
      ${(control) => html`<${TextInput} ...${control} autocomplete="name" maxlength="200" value=${name} onChange=${setName} />`}
    <//>
    <${Buttons} busy=${submission.busy} skip=${skip} />
  <//>`;
}

/** The home's name and slug. */
export function SpaceStep({ own, skip, onDone }) {
  const fields = useTenantFields(own);
  const [wrong, setWrong] = useState(null);
  const submission = useSubmission();
  const send = () => {
    const faults = fields.wrong();
    setWrong(faults);
    if (faults) return;
    submission.run(async () => {
      try {
        if (fields.dirty) await patch("/api/tenant", { name: fields.name, slug: fields.slug }, inTenant(own));
        await loadMe();
        onDone();
      } catch (problem) {
        throw problem.code === "slug_taken" ? atField(problem, "slug", words.slugTaken) : problem;
      }
    });
  };
  const problem = wrong ?? submission.problem;
  return html`<${Form} onSubmit=${send} error=${problem} busy=${submission.busy} fields=${{ name: words.name, slug: words.slug }}>
    <${TenantFields} fields=${fields} errors=${fieldErrors(problem)} />
    <${Buttons} busy=${submission.busy} skip=${skip} />
  <//>`;
}

/** An invitation, where the address is confirmed. */
export function InviteStep({ own, skip, onDone }) {
  const [email, setEmail] = useState("");
  const [role, setRole] = useState("member");
  const [wrong, setWrong] = useState(null);
  const submission = useSubmission();
  if (!isVerified()) return html`<div class="stack stack-3"><${VerifyFirst} /><div class="row">${skip}</div></div>`;
  const send = () => {
    const faults = wrongFields({ email: email.trim() ? null : words.required });
    setWrong(faults);
    if (faults) return;
    submission.run(async (key) => {
      await post("/api/invitations", { email: email.trim(), role }, { ...inTenant(own), key });
      onDone();
    });
  };
  const problem = wrong ?? submission.problem;
  const errors = fieldErrors(problem);
  const options = Object.keys(words.roles).map((value) => ({ value, label: words.roles[value] }));
  return html`<${Form} onSubmit=${send} error=${problem} busy=${submission.busy} fields=${{ email: words.invitations.email, role: words.role }}>
    <${Field} name="email" label=${words.invitations.email} error=${errors.email}>
      ${(control) => html`<${TextInput} ...${control} type="email" autocomplete="off" maxlength="254" value=${email} onChange=${setEmail} />`}
    <//>
    <${Field} name="role" label=${words.role} help=${words.roleHelp[role]} error=${errors.role}>
      ${(control) => html`<${Select} ...${control} options=${options} value=${role} onChange=${setRole} />`}
    <//>
    <${Buttons} busy=${submission.busy} label=${words.invitations.send} skip=${skip} />
  <//>`;
}

/** Sample rows, or an import. */
export function DataStep({ own, skip, onDone, onLeave }) {
  const [added, setAdded] = useState(false);
  const submission = useSubmission();
  const add = () => submission.run(async (key) => {
    for (const [at, lead] of W.data.leads.entries()) await post("/api/leads", lead, { ...inTenant(own), key: `${key}-${at}` });
    setAdded(true);
  });
  return html`<div class="stack stack-3">
    ${submission.problem && html`<${Banner} tone="bad">${submission.problem.detail ?? submission.problem.message}<//>`}
    ${added && html`<p role="status">${W.data.added}</p>`}
    <div class="row">
      ${added ? html`<${Button} tone="primary" onClick=${onDone}>${W.goOn}<//>`
        : html`<${Button} tone="primary" busy=${submission.busy} onClick=${add}>${W.data.sample}<//>`}
      <${Button} onClick=${() => onLeave(`/t/${own.slug}/leads/import`)}>${W.data.import}<//>
      ${!added && skip}
    </div>
  </div>`;
}

/** A second factor, or the end. */
export function FactorStep({ onDone, onLeave }) {
  const has = (me.value?.factors ?? []).length > 0;
  return html`<div class="stack stack-3">
    ${has && html`<p>${W.factor.have}</p>`}
    <div class="row">
      ${!has && html`<${Button} tone="primary" onClick=${() => onLeave("/account/security")}>${W.factor.act}<//>`}
      <${Button} tone=${has ? "primary" : "quiet"} onClick=${onDone}>${W.finish}<//>
    </div>
  </div>`;
}

/** `/welcome` is in no tenant, so that each request names the home. */
const inTenant = (own) => ({ tenant: own?.id });
