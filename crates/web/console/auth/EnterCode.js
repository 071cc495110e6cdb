/** The code that was sent: entered, refused with the tries that are left, sent anew. */
import { html, useState } from "../core/html.js";
import { words } from "../core/words/auth.js";
import { Button } from "../ui/Button.js";
import { CodeInput } from "../ui/CodeInput.js";
import { Countdown } from "../ui/Countdown.js";
import { Field } from "../ui/Field.js";
import { fieldErrors } from "../ui/Form.js";
import { atField, emptyFields, explained, useAttempt } from "./attempt.js";
import { AuthForm } from "./AuthForm.js";
import { requestCode, verifyCode } from "./codes.js";
import { Mailbox } from "./MailSent.js";
import { useFirstField } from "./typed.js";

/**
 * @param {{contact: string, sent: {again: Date}, onAnswer: (data: object) => any,
 *   onOther?: () => void}} props `onAnswer` gets what `/auth/me` says, or `{mfa_required, factors}`; `onOther`: another
 *   contact
 */
export function EnterCode({ contact, sent, onAnswer, onOther }) {
  const [code, setCode] = useState("");
  const [missing, setMissing] = useState(null);
  const attempt = useAttempt();
  const step = useFirstField();

  const send = (given) => {
    const digits = typeof given === "string" ? given : code;
    const empty = emptyFields({ code: digits });
    setMissing(empty);
    if (empty) return;
    attempt.run(async () => {
      try {
        await onAnswer(await verifyCode(contact, digits));
      } catch (problem) {
        setCode("");
        throw problem;
      }
    });
  };
  const problem = missing ?? explained(attempt.problem, (problem) => {
    if (attempt.until) return null;
    return problem.status === 401 ? atField(problem, "code", tries(problem.data)) : undefined;
  });
  const errors = fieldErrors(problem);
  return html`<div class="stack stack-4" ref=${step}>
    <p>${words.code.sentTo(contact)}</p>
    <${Mailbox} />
    <${AuthForm} attempt=${attempt} problem=${problem} submit=${words.code.submit} says=${words.code.blocked} onSubmit=${() => send()} fields=${{ code: words.fields.code }}>
      <${Field} name="code" label=${words.fields.code} error=${errors.code}>
        ${(control) => html`<${CodeInput} ...${control} value=${code} onChange=${setCode} onComplete=${send}
          disabled=${attempt.until !== null} />`}
      <//>
    <//>
    <${Resend} contact=${contact} sent=${sent} blocked=${attempt.until !== null} onSent=${attempt.clear} onOther=${onOther} />
  </div>`;
}

function tries(data) {
  const left = data?.attempts_remaining;
  return left > 0 ? words.code.left(left) : words.code.none;
}

/** Sends another code, once the first had time to arrive. */
function Resend({ contact, sent, blocked, onSent, onOther }) {
  const [again, setAgain] = useState(sent.again);
  const [said, setSaid] = useState(null);
  const attempt = useAttempt();
  const waits = attempt.until ?? again;

  const resend = () =>
    attempt.run(async () => {
      setAgain((await requestCode(contact)).again);
      setSaid(words.code.resent);
      onSent();
    });
  return html`<div class="auth-others">
    <p class="visually-hidden" role="status">${said}</p>
    ${waits
      ? !blocked &&
        html`<span class="muted small"><${Countdown} key=${waits.getTime()} until=${waits}
          onEnd=${() => (attempt.clear(), setAgain(null))}>${(time) => words.code.resendIn(time)}<//></span>`
      : html`<${Button} tone="quiet" busy=${attempt.busy} disabled=${blocked} onClick=${resend}>${words.code.resend}<//>`}
    ${onOther && html`<${Button} tone="quiet" onClick=${onOther}>${words.code.other}<//>`}
    ${attempt.problem && !attempt.until && html`<p class="auth-failure" role="alert">${attempt.problem.detail}</p>`}
  </div>`;
}
