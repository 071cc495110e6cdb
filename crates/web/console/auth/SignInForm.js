/** E-mail and password. */
import { html, useState } from "../core/html.js";
import { post } from "../core/http.js";
import { words } from "../core/words/auth.js";
import { Field } from "../ui/Field.js";
import { fieldErrors } from "../ui/Form.js";
import { PasswordInput } from "../ui/PasswordInput.js";
import { TextInput } from "../ui/TextInput.js";
import { atField, emptyFields, explained, useAttempt } from "./attempt.js";
import { AuthForm } from "./AuthForm.js";
import { typed, useFirstField } from "./typed.js";

/**
 * Signs in by a password. An unknown address and a wrong password look the same.
 * @param {{email?: string, fixed?: boolean, autofill?: boolean, onAnswer: (data: object) => any}} props `email` is
 *   there from the start, and stays with `fixed`; `autofill`: passkeys within the browser's autofill; `onAnswer` gets
 *   what `/auth/me` says, or `{mfa_required, factors}`
 */
export function SignInForm({ email: given, fixed = false, autofill = false, onAnswer }) {
  const [email, setEmail] = useState(given || typed.peek());
  const [password, setPassword] = useState("");
  const [missing, setMissing] = useState(null);
  const attempt = useAttempt();

  const step = useFirstField(fixed);
  const type = (value) => setEmail((typed.value = value));
  const send = () => {
    const empty = emptyFields({ email, password });
    setMissing(empty);
    if (empty) return;
    attempt.run(async () => {
      const { data } = await post("/auth/login", { email: email.trim(), password }, { quiet: true });
      await onAnswer(data);
    });
  };
  const problem = missing ?? explained(attempt.problem, (problem) => {
    if (problem.status === 429) return null;
    return problem.status === 401 ? atField(problem, "password", words.signIn.credentials) : undefined;
  });
  const errors = fieldErrors(problem);
  const autocomplete = autofill ? "username webauthn" : "username";
  return html`<div class="stack stack-4" ref=${step}>
    <${AuthForm} attempt=${attempt} problem=${problem} submit=${words.signIn.submit} onSubmit=${send} fields=${{ email: words.fields.email, password: words.fields.password }}>
      <${Field} name="email" label=${words.fields.email} error=${errors.email}>
        ${(control) => html`<${TextInput} ...${control} type="email" autocomplete=${autocomplete} maxlength="254"
          value=${email} onChange=${type} readonly=${fixed} />`}
      <//>
      <${Field} name="password" label=${words.fields.password} error=${errors.password}>
        ${(control) => html`<${PasswordInput} ...${control} autocomplete="current-password"
          value=${password} onChange=${setPassword} />`}
      <//>
    <//>
  </div>`;
}
