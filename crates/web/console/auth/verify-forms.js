/** The two ways to confirm an address: as the user who is signed in, or by the password of the registration. */
import { Fragment, html, useState } from "../core/html.js";
import { words } from "../core/words/auth.js";
import { Button } from "../ui/Button.js";
import { confirmDialog } from "../ui/Dialog.js";
import { Field } from "../ui/Field.js";
import { fieldErrors } from "../ui/Form.js";
import { PasswordInput } from "../ui/PasswordInput.js";
import { atField, emptyFields, explained, useAttempt } from "./attempt.js";
import { AuthForm } from "./AuthForm.js";

/**
 * One button, for a user who is signed in.
 * @param {{onConfirm: () => Promise<any>, onOther: () => void}} props
 */
export function ConfirmAsSelf({ onConfirm, onOther }) {
  const attempt = useAttempt();
  const problem = explained(attempt.problem, (problem) => (problem.status === 429 ? null : undefined));
  return html`<${Fragment}>
    <${AuthForm} attempt=${attempt} problem=${problem} submit=${words.verify.submit} onSubmit=${() => attempt.run(() => onConfirm())}>
    <//>
    <div class="auth-others"><${Button} tone="quiet" onClick=${onOther}>${words.verify.other}<//></div>
  <//>`;
}

/**
 * The password of the registration; or none, after the consequences were shown.
 * @param {{onConfirm: (password?: string) => Promise<any>}} props
 */
export function ConfirmAsRegistrant({ onConfirm }) {
  const [password, setPassword] = useState("");
  const [missing, setMissing] = useState(null);
  const attempt = useAttempt();

  const send = () => {
    const empty = emptyFields({ password });
    setMissing(empty);
    if (!empty) attempt.run(() => onConfirm(password));
  };
  const without = async () => {
    const sure = await confirmDialog({
      title: words.verify.forgottenTitle,
      body: words.verify.forgottenText,
      confirm: words.verify.forgottenSubmit,
      tone: "danger",
    });
    if (sure) attempt.run(() => onConfirm());
  };
  const problem = missing ?? explained(attempt.problem, (problem) => {
    if (problem.status === 429) return null;
    const wrong = problem.errors?.some(({ code }) => code === "password_wrong");
    return wrong ? atField(problem, "password", words.verify.wrong) : undefined;
  });
  const errors = fieldErrors(problem);
  return html`<${Fragment}>
    <${AuthForm} attempt=${attempt} problem=${problem} submit=${words.verify.submit} onSubmit=${send} fields=${{ password: words.fields.password }}>
      <${Field} name="password" label=${words.fields.password} error=${errors.password}>
        ${(control) => html`<${PasswordInput} ...${control} autocomplete="current-password" value=${password}
          onChange=${setPassword} />`}
      <//>
    <//>
    <div class="auth-others">
      <${Button} tone="quiet" disabled=${attempt.busy} onClick=${without}>${words.verify.forgotten}<//>
    </div>
  <//>`;
}
