/** The two ways to accept an invitation: as the user who is signed in, or with an account that is made now. */
import { Fragment, html, useEffect, useState } from "../core/html.js";
import { loadMe } from "../core/session.js";
import { words } from "../core/words/auth.js";
import { Button } from "../ui/Button.js";
import { Field } from "../ui/Field.js";
import { fieldErrors, Form } from "../ui/Form.js";
import { TextInput } from "../ui/TextInput.js";
import { emptyFields, explained, useAttempt } from "./attempt.js";
import { AuthForm } from "./AuthForm.js";
import { Mailbox } from "./MailSent.js";
import { NewPassword } from "./NewPassword.js";
import { Resend } from "./verify.js";
import { Waiting } from "./Waiting.js";

/**
 * One button, for a user who is signed in.
 * @param {{verified: boolean, onAccept: () => Promise<any>, onLeave: () => any}} props `verified`: whether the user's
 *   address is confirmed, without which nothing can be accepted; `onLeave`: signs out, for another account
 */
export function AcceptAsSelf({ verified, onAccept, onLeave }) {
  const attempt = useAttempt();
  const code = attempt.problem?.code;
  const unverified = !verified || code === "email_unverified";
  useEffect(() => {
    if (!unverified) return undefined;
    // The link may be opened in another tab meanwhile.
    const look = async () => (await loadMe(), attempt.clear());
    addEventListener("focus", look);
    return () => removeEventListener("focus", look);
  }, [unverified]);
  const problem = explained(attempt.problem, (problem) => (problem.status === 429 || code === "other_address" ? null : undefined));
  return html`<${Fragment}>
    <${Waiting} until=${attempt.until} onEnd=${attempt.clear} />
    ${code === "other_address" && html`<p class="auth-failure" role="alert">${words.invitation.otherAddress}</p>`}
    ${unverified
      ? html`<p>${words.invitation.unverified}</p><${Resend} /><${Mailbox} />`
      : html`<${Form} onSubmit=${() => attempt.run(() => onAccept())} error=${problem} busy=${attempt.busy}>
          <${Button} type="submit" tone="primary" class="auth-wide" busy=${attempt.busy}
            disabled=${attempt.until !== null || code === "other_address"}>
            ${words.invitation.accept}
          <//>
        <//>`}
    <div class="auth-others"><${Button} tone="quiet" onClick=${onLeave}>${words.invitation.signOut}<//></div>
  <//>`;
}

/**
 * A password for the account that is made now.
 * @param {{onAccept: (fields: {password: string, name?: string}) => Promise<any>}} props
 */
export function AcceptAsNew({ onAccept }) {
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const [missing, setMissing] = useState(null);
  const attempt = useAttempt();
  const send = () => {
    const empty = emptyFields({ password });
    setMissing(empty);
    if (!empty) attempt.run(() => onAccept({ password, name: name.trim() || undefined }));
  };
  const problem = missing ?? explained(attempt.problem, (problem) => (problem.status === 429 ? null : undefined));
  const errors = fieldErrors(problem);
  const labels = { name: words.fields.name, password: words.fields.password };
  return html`<${Fragment}>
    <${AuthForm} attempt=${attempt} problem=${problem} submit=${words.invitation.create} onSubmit=${send} fields=${labels}>
      <${Field} name="name" label=${labels.name} error=${errors.name} optional>
        ${(control) => html`<${TextInput} ...${control} autocomplete="name" maxlength="200" value=${name} onChange=${setName} />`}
      <//>
      <${NewPassword} value=${password} onChange=${setPassword} error=${errors.password} />
    <//>
  <//>`;
}
