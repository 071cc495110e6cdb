/** The user's addresses: what is confirmed, and how the e-mail address is changed. */
import { Fragment, html, useState } from "../core/html.js";
import { post } from "../core/http.js";
import { me, options } from "../core/session.js";
import { toast } from "../core/toasts.js";
import { words } from "../core/words/account.js";
import { Badge } from "../ui/Badge.js";
import { Banner } from "../ui/Banner.js";
import { Button } from "../ui/Button.js";
import { Card } from "../ui/Card.js";
import { Field } from "../ui/Field.js";
import { fieldErrors, Form } from "../ui/Form.js";
import { TextInput } from "../ui/TextInput.js";
import { explained, Trouble, useAttempt } from "./attempt.js";
import { mayChange } from "./layout.js";

const W = words.profile;
const mailbox = () => options.value?.development_mailbox && html`<a href="/dev/mail" target="_blank" rel="noopener">${W.mailbox}</a>`;

/** The card of the e-mail address and the phone number. */
export function EmailCard() {
  const { user } = me.value;
  const [changing, setChanging] = useState(false);
  const [sentTo, setSentTo] = useState(null);
  const sent = (email) => {
    setChanging(false);
    setSentTo(email);
  };
  return html`<${Card} title=${W.email}>
    <div class="row">
      <strong class="account-address">${user.email ?? W.none}</strong>
      ${user.email && html`<${Badge} tone=${user.email_verified ? "good" : "warn"}>${user.email_verified ? W.verified : W.unverified}<//>`}
    </div>
    ${user.email && !user.email_verified && html`<${Unverified} />`}
    ${user.phone && html`<p class="small"><span class="muted">${W.phone}: </span>${user.phone}</p>`}
    ${sentTo && html`<${Banner} tone="info" onClose=${() => setSentTo(null)}>${W.sent(sentTo)} ${mailbox()}<//>`}
    ${mayChange() && (changing
      ? html`<${NewEmail} onSent=${sent} onCancel=${() => setChanging(false)} />`
      : html`<div class="row"><${Button} icon="mail" onClick=${() => setChanging(true)}>${user.email ? W.change : W.add}<//></div>`)}
  <//>`;
}

function Unverified() {
  const attempt = useAttempt();
  const again = () => attempt.run(async () => {
    await post("/auth/email/resend", undefined, { tenant: null });
    toast(W.resent, { tone: "good" });
  });
  return html`<${Fragment}>
    <p class="muted">${W.unverifiedText} ${mailbox()}</p>
    <${Trouble} attempt=${attempt} />
    ${mayChange() && html`<div class="row">
      <${Button} size="small" busy=${attempt.busy} disabled=${attempt.until !== null} onClick=${again}>${W.resend}<//>
    </div>`}
  <//>`;
}

/** @param {{onSent: (email: string) => void, onCancel: () => void}} props */
function NewEmail({ onSent, onCancel }) {
  const [email, setEmail] = useState("");
  const [missing, setMissing] = useState(null);
  const attempt = useAttempt();
  const send = () => {
    const empty = email.trim() ? null : { status: 422, code: "invalid", errors: [{ field: "email", code: "required", message: words.required }] };
    setMissing(empty);
    if (empty) return;
    attempt.run(async () => {
      await post("/auth/email/change", { email: email.trim() }, { tenant: null });
      onSent(email.trim());
    });
  };
  const problem = missing ?? (attempt.until ? null : explained(attempt.problem));
  return html`<${Form} onSubmit=${send} error=${problem} busy=${attempt.busy} fields=${{ email: W.newEmail }}>
    ${attempt.until && html`<${Trouble} attempt=${attempt} />`}
    <${Field} name="email" label=${W.newEmail} help=${W.newEmailHelp} error=${fieldErrors(problem).email}>
      ${(control) => html`<${TextInput} ...${control} type="email" autocomplete="email" maxlength="254" value=${email} onChange=${setEmail} />`}
    <//>
    <div class="row">
      <${Button} type="submit" tone="primary" busy=${attempt.busy} disabled=${attempt.until !== null}>${W.send}<//>
      <${Button} tone="quiet" onClick=${onCancel}>${words.cancel}<//>
    </div>
  <//>`;
}
