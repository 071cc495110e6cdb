/** The password: changed by the current one, or by a link where there is none. */
import { html, useState } from "../core/html.js";
import { post } from "../core/http.js";
import { me } from "../core/session.js";
import { toast } from "../core/toasts.js";
import { words } from "../core/words/account.js";
import { Button } from "../ui/Button.js";
import { Card } from "../ui/Card.js";
import { Checkbox } from "../ui/Checkbox.js";
import { Field } from "../ui/Field.js";
import { fieldErrors, Form } from "../ui/Form.js";
import { PasswordInput } from "../ui/PasswordInput.js";
import { atField, explained, Trouble, useAttempt } from "./attempt.js";

const W = words.password;
const fields = { current_password: W.current, new_password: W.new };

/** The card of the password. */
export function PasswordCard() {
  const [current, setCurrent] = useState("");
  const [next, setNext] = useState("");
  const [keys, setKeys] = useState(false);
  const [wrong, setWrong] = useState(null);
  const attempt = useAttempt();

  const change = () => {
    const errors = [];
    if (!current) errors.push({ field: "current_password", code: "required", message: words.required });
    if ([...next].length < 8) errors.push({ field: "new_password", code: "short", message: next ? W.short : words.required });
    setWrong(errors.length ? { status: 422, code: "invalid", errors } : null);
    if (errors.length) return;
    attempt.run(async () => {
      try {
        const body = { current_password: current, new_password: next, revoke_api_keys: keys };
        await post("/auth/password/change", body, { tenant: null });
      } catch (problem) {
        if (problem.errors?.some(({ code }) => code === "password_wrong")) throw atField(problem, "current_password", W.wrong);
        throw explained(problem);
      }
      setCurrent("");
      setNext("");
      setKeys(false);
      toast(W.changed, { tone: "good" });
    });
  };
  const problem = wrong ?? (attempt.until ? null : attempt.problem);
  const errors = fieldErrors(problem);
  return html`<${Card} title=${W.title}>
    ${attempt.until && html`<${Trouble} attempt=${attempt} />`}
    <${Form} onSubmit=${change} error=${problem} busy=${attempt.busy} fields=${fields}>
      <input class="visually-hidden" type="text" autocomplete="username" value=${me.value.user.email ?? ""} readonly tabindex="-1" aria-hidden="true" />
      <${Field} name="current_password" label=${W.current} error=${errors.current_password}>
        ${(control) => html`<${PasswordInput} ...${control} autocomplete="current-password" value=${current} onChange=${setCurrent} />`}
      <//>
      <${Field} name="new_password" label=${W.new} help=${W.newHelp} error=${errors.new_password}>
        ${(control) => html`<${PasswordInput} ...${control} autocomplete="new-password" maxlength="128" value=${next} onChange=${setNext} />`}
      <//>
      <div>
        <${Checkbox} label=${W.keys} value=${keys} onChange=${setKeys} />
        <p class="small muted">${W.keysHelp} ${W.others}</p>
      </div>
      <div class="row">
        <${Button} type="submit" tone="primary" busy=${attempt.busy} disabled=${attempt.until !== null}>${W.submit}<//>
      </div>
    <//>
    ${me.value.user.email && html`<${ByLink} email=${me.value.user.email} />`}
  <//>`;
}

/** @param {{email: string}} props */
function ByLink({ email }) {
  const attempt = useAttempt();
  const send = () => attempt.run(async () => {
    await post("/auth/password/forgot", { email }, { tenant: null });
    toast(W.linkSent(email), { tone: "good" });
  });
  return html`<div class="stack stack-2">
    <div class="row small"><span class="muted">${W.forgot}</span>
      <${Button} size="small" tone="quiet" busy=${attempt.busy} disabled=${attempt.until !== null} onClick=${send}>${W.sendLink}<//>
    </div>
    <${Trouble} attempt=${attempt} />
  </div>`;
}
