/** `/reset-password`: another password, by the link of an e-mail. */
import { Fragment, html, useId, useState } from "../core/html.js";
import { post } from "../core/http.js";
import { loadMe, me } from "../core/session.js";
import { words } from "../core/words/auth.js";
import { Button } from "../ui/Button.js";
import { Checkbox } from "../ui/Checkbox.js";
import { fieldErrors } from "../ui/Form.js";
import { emptyFields, explained, useAttempt } from "./attempt.js";
import { AuthCard } from "./AuthCard.js";
import { AuthForm } from "./AuthForm.js";
import { dropToken, useToken } from "./fragment.js";
import { isGone, LinkGone, NoLink } from "./LinkGone.js";
import { NewPassword } from "./NewPassword.js";

/** The screen. */
export default function Reset() {
  const token = useToken();
  const [outcome, setOutcome] = useState(null);
  if (!token) return html`<${NoLink} />`;
  if (outcome?.token === token && outcome.done) {
    return html`<${AuthCard} key="done" title=${words.reset.done}>
      <p>${words.reset.doneText}</p>
      <${Button} tone="primary" class="auth-wide" href="/sign-in">${words.footer.signIn}<//>
    <//>`;
  }
  if (outcome?.token === token) {
    return html`<${LinkGone} title=${words.reset.gone} text=${words.reset.goneText}>
      <${Button} tone="primary" class="auth-wide" href="/forgot">${words.reset.another}<//>
    <//>`;
  }
  const settle = (done) => () => setOutcome({ token, done });
  return html`<${AuthCard} key="form" title=${words.reset.title} subtitle=${words.reset.explain}>
    <${ResetForm} key=${token} token=${token} onDone=${settle(true)} onGone=${settle(false)} />
  <//>`;
}

function ResetForm({ token, onDone, onGone }) {
  const [password, setPassword] = useState("");
  const id = useId();
  const [keys, setKeys] = useState(false);
  const [missing, setMissing] = useState(null);
  const attempt = useAttempt();
  const send = () => {
    const empty = emptyFields({ new_password: password });
    setMissing(empty);
    if (empty) return;
    attempt.run(async () => {
      try {
        const body = { token, new_password: password, revoke_api_keys: keys };
        await post("/auth/password/reset", body, { quiet: true });
      } catch (problem) {
        if (!isGone(problem)) throw problem;
        return onGone();
      }
      dropToken();
      if (me.value) await loadMe();
      onDone();
    });
  };
  const problem = missing ?? explained(attempt.problem, (problem) => (problem.status === 429 ? null : undefined));
  const errors = fieldErrors(problem);
  const labels = { new_password: words.fields.newPassword };
  return html`<${Fragment}>
    <${AuthForm} attempt=${attempt} problem=${problem} submit=${words.reset.submit} onSubmit=${send} fields=${labels}>
      <${NewPassword} name="new_password" label=${labels.new_password} value=${password} onChange=${setPassword}
        error=${errors.new_password} />
      <div>
        <${Checkbox} id=${id} name="revoke_api_keys" aria-describedby=${`${id}-help`} label=${words.reset.keys}
          value=${keys} onChange=${setKeys} />
        <p id=${`${id}-help`} class="small muted">${words.reset.keysHelp}</p>
      </div>
    <//>
  <//>`;
}
