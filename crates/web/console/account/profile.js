/** `/account/profile`: name, addresses and the workspace that opens first. */
import { html, useEffect, useState } from "../core/html.js";
import { patch } from "../core/http.js";
import { shortcut } from "../core/keys.js";
import { guard } from "../core/router.js";
import { loadMe, me } from "../core/session.js";
import { toast } from "../core/toasts.js";
import { words } from "../core/words/account.js";
import { Button } from "../ui/Button.js";
import { Card } from "../ui/Card.js";
import { confirmDialog } from "../ui/Dialog.js";
import { Field } from "../ui/Field.js";
import { fieldErrors, Form } from "../ui/Form.js";
import { Select } from "../ui/Select.js";
import { Skeleton } from "../ui/Skeleton.js";
import { TextInput } from "../ui/TextInput.js";
import { useAttempt } from "./attempt.js";
import { EmailCard } from "./EmailCard.js";
import { AccountPage, mayChange } from "./layout.js";

const W = words.profile;

/** The screen. */
export default function Profile() {
  const { user } = me.value ?? {};
  return html`<${AccountPage} tab="profile">
    ${user ? html`<${About} key=${user.id} /><${EmailCard} />` : html`<${Skeleton} lines=${6} />`}
  <//>`;
}

function About() {
  const { user, memberships } = me.value;
  const homeNow = memberships.find((one) => one.home)?.slug ?? "";
  const [name, setName] = useState(user.name);
  const [home, setHome] = useState(homeNow);
  const [missing, setMissing] = useState(null);
  const attempt = useAttempt();
  const changes = {};
  if (name.trim() !== user.name) changes.name = name.trim();
  if (home && home !== homeNow) changes.home_tenant = home;
  const dirty = Object.keys(changes).length > 0;

  useEffect(() => (dirty ? guard(() => confirmDialog({ ...W.guard, tone: "danger" })) : undefined), [dirty]);

  const save = () => {
    const empty = name.trim() ? null : { status: 422, code: "invalid", errors: [{ field: "name", code: "required", message: words.required }] };
    setMissing(empty);
    if (empty || !dirty) return;
    attempt.run(async () => {
      await patch("/auth/me", changes, { tenant: null });
      await loadMe();
      toast(words.saved, { tone: "good" });
    });
  };
  useEffect(() => (mayChange() ? shortcut("mod+s", save) : undefined));

  const problem = missing ?? attempt.problem;
  const errors = fieldErrors(problem);
  const disabled = !mayChange();
  return html`<${Card} title=${W.about}>
    <${Form} onSubmit=${save} error=${problem} busy=${attempt.busy} fields=${{ name: W.name, home_tenant: W.home }}>
      <${Field} name="name" label=${W.name} error=${errors.name}>
        ${(control) => html`<${TextInput} ...${control} autocomplete="name" maxlength="200" value=${name} onChange=${setName}
          disabled=${disabled} />`}
      <//>
      ${memberships.length > 0 && html`<${Field} name="home_tenant" label=${W.home} help=${W.homeHelp} error=${errors.home_tenant}>
        ${(control) => html`<${Select} ...${control} value=${home} onChange=${setHome} disabled=${disabled}
          options=${memberships.map((one) => ({ value: one.slug, label: one.name }))} />`}
      <//>`}
      ${!disabled && html`<div class="row">
        <${Button} type="submit" tone="primary" busy=${attempt.busy} disabled=${!dirty}>${words.save}<//>
      </div>`}
    <//>
  <//>`;
}
