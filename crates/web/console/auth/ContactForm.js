/** Where a code shall go. */
import { Fragment, html, useState } from "../core/html.js";
import { options } from "../core/session.js";
import { words } from "../core/words/auth.js";
import { Field } from "../ui/Field.js";
import { fieldErrors } from "../ui/Form.js";
import { TextInput } from "../ui/TextInput.js";
import { emptyFields, explained, useAttempt } from "./attempt.js";
import { AuthForm } from "./AuthForm.js";
import { requestCode } from "./codes.js";

/**
 * Asks for the contact, and has a code sent to it.
 * @param {{contact: string, fixed?: boolean, onContact: (contact: string) => void,
 *   onSent: (sent: {again: Date}) => void}} props `fixed`: the contact stands
 */
export function ContactForm({ contact, fixed = false, onContact, onSent }) {
  const attempt = useAttempt();
  const [missing, setMissing] = useState(null);
  const sms = options.value?.sms !== false;
  const label = sms ? words.fields.contact : words.fields.email;

  const send = () => {
    const empty = emptyFields({ contact });
    setMissing(empty);
    if (!empty) attempt.run(async () => onSent(await requestCode(contact)));
  };
  const problem = missing ?? explained(attempt.problem, (problem) => (problem.status === 429 ? null : undefined));
  const errors = fieldErrors(problem);
  return html`<${Fragment}>
    <${AuthForm} attempt=${attempt} problem=${problem} submit=${words.code.request} onSubmit=${send} fields=${{ contact: label }}>
      ${fixed
        ? html`<p>${words.code.explainKnown(contact)}</p>`
        : html`<${Field} name="contact" label=${label} error=${errors.contact} help=${sms && words.fields.contactHelp}>
            ${(control) => html`<${TextInput} ...${control} type=${sms ? "text" : "email"} autocomplete="username"
              maxlength="254" autocapitalize="none" spellcheck=${false} value=${contact} onChange=${onContact} />`}
          <//>`}
    <//>
  <//>`;
}
