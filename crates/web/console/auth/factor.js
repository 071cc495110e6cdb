/** The step of the second factor: a code of the app, a recovery code, or a passkey. */
import { html, useState } from "../core/html.js";
import { post } from "../core/http.js";
import { words } from "../core/words/auth.js";
import { Button } from "../ui/Button.js";
import { CodeInput } from "../ui/CodeInput.js";
import { Field } from "../ui/Field.js";
import { fieldErrors } from "../ui/Form.js";
import { TextInput } from "../ui/TextInput.js";
import { atField, emptyFields, explained, useAttempt } from "./attempt.js";
import { AuthForm } from "./AuthForm.js";
import { PasskeyButton } from "./PasskeyButton.js";
import { passkeys, signInByPasskey } from "./passkeys.js";
import { useFirstField } from "./typed.js";

/**
 * Asks for the second factor of a sign-in that owes it.
 * @param {{factors: string[], onDone: (me: Row) => any, onRestart: (text?: string) => void}} props `factors`: what
 *   the user may prove (totp, passkey); `onRestart`: back to the first step, since the session ended or by choice
 */
export function SecondFactor({ factors, onDone, onRestart }) {
  const app = factors.includes("totp");
  const [recovery, setRecovery] = useState(!app && !(factors.includes("passkey") && passkeys.value === "yes"));
  const key = factors.includes("passkey") && passkeys.value !== "no";
  const typed = app || recovery;
  return html`<div class="stack stack-4">
    ${key && html`<${PasskeyButton} run=${signInByPasskey} onDone=${onDone} tone=${app ? "plain" : "primary"} />`}
    ${passkeys.value === "yes" && key && typed && html`<p class="auth-or">${words.signIn.or}</p>`}
    ${typed && html`<${FactorForm} key=${recovery} recovery=${recovery} onDone=${onDone} onRestart=${onRestart} />`}
    <div class="auth-others">
      ${recovery
        ? app && html`<${Button} tone="quiet" onClick=${() => setRecovery(false)}>${words.factor.useCode}<//>`
        : html`<${Button} tone="quiet" onClick=${() => setRecovery(true)}>${words.factor.useRecovery}<//>`}
      <${Button} tone="quiet" onClick=${() => onRestart()}>${words.factor.back}<//>
    </div>
  </div>`;
}

function FactorForm({ recovery, onDone, onRestart }) {
  const field = recovery ? "recovery_code" : "code";
  const [value, setValue] = useState("");
  const attempt = useAttempt();
  const [missing, setMissing] = useState(null);
  const step = useFirstField();

  const send = (given) => {
    const code = typeof given === "string" ? given : value;
    const empty = emptyFields({ [field]: code });
    setMissing(empty);
    if (empty) return;
    attempt.run(async () => {
      try {
        const { data } = await post("/auth/mfa/verify", { [field]: code.trim() }, { quiet: true });
        await onDone(data);
      } catch (problem) {
        if (problem.status === 401) return onRestart(words.factor.ended);
        if (!recovery) setValue("");
        throw problem;
      }
    });
  };
  const problem = missing ?? explained(attempt.problem, (problem) => {
    if (problem.status === 429) return null;
    return problem.code === "proof_refused" ? atField(problem, field, words.factor.wrong) : undefined;
  });
  const errors = fieldErrors(problem);
  const label = recovery ? words.fields.recoveryCode : words.fields.code;
  return html`<div class="stack stack-4" ref=${step}>
    <${AuthForm} attempt=${attempt} problem=${problem} submit=${words.factor.submit} onSubmit=${() => send()} fields=${{ [field]: label }}>
      <${Field} name=${field} label=${label} error=${errors[field]}
        help=${recovery ? words.fields.recoveryHelp : words.factor.codeHelp}>
        ${(control) =>
          recovery
            ? html`<${TextInput} ...${control} value=${value} onChange=${setValue} autocomplete="off" maxlength="40" />`
            : html`<${CodeInput} ...${control} value=${value} onChange=${setValue} onComplete=${send} />`}
      <//>
    <//>
  </div>`;
}
