/** `/forgot`: a link to choose another password. */
import { Fragment, html, useState } from "../core/html.js";
import { post } from "../core/http.js";
import { words } from "../core/words/auth.js";
import { Field } from "../ui/Field.js";
import { fieldErrors } from "../ui/Form.js";
import { TextInput } from "../ui/TextInput.js";
import { emptyFields, explained, useAttempt } from "./attempt.js";
import { AuthCard } from "./AuthCard.js";
import { AuthForm } from "./AuthForm.js";
import { MailSent } from "./MailSent.js";
import { typed } from "./typed.js";

/** The screen; it says the same of every address. */
export default function Forgot() {
  const [sentTo, setSentTo] = useState(null);
  const links = [
    { href: "/sign-in", label: words.footer.signIn },
    { href: "/code", label: words.footer.code },
  ];
  if (sentTo) {
    return html`<${AuthCard} key="sent" title=${words.mail.title} links=${links}>
      <${MailSent} text=${words.mail.reset(sentTo)} onAgain=${() => setSentTo(null)} />
    <//>`;
  }
  return html`<${AuthCard} key="form" title=${words.forgot.title} subtitle=${words.forgot.explain} links=${links}>
    <${ForgotForm} onSent=${setSentTo} />
  <//>`;
}

function ForgotForm({ onSent }) {
  const [email, setEmail] = useState(typed.peek());
  const [missing, setMissing] = useState(null);
  const attempt = useAttempt();
  const type = (value) => setEmail((typed.value = value));
  const send = () => {
    const empty = emptyFields({ email });
    setMissing(empty);
    if (empty) return;
    attempt.run(async () => {
      await post("/auth/password/forgot", { email: email.trim() }, { quiet: true });
      onSent(email.trim());
    });
  };
  const problem = missing ?? explained(attempt.problem, (problem) => (problem.status === 429 ? null : undefined));
  const errors = fieldErrors(problem);
  return html`<${Fragment}>
    <${AuthForm} attempt=${attempt} problem=${problem} submit=${words.forgot.submit} onSubmit=${send} fields=${{ email: words.fields.email }}>
      <${Field} name="email" label=${words.fields.email} error=${errors.email}>
        ${(control) => html`<${TextInput} ...${control} type="email" autocomplete="username" maxlength="254"
          value=${email} onChange=${type} />`}
      <//>
    <//>
  <//>`;
}
