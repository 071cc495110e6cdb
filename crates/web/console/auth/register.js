/** `/register`: an account and its workspace. */
import { Fragment, html, useState } from "../core/html.js";
import { post } from "../core/http.js";
import { words } from "../core/words/auth.js";
import { Field } from "../ui/Field.js";
import { fieldErrors } from "../ui/Form.js";
import { TextInput } from "../ui/TextInput.js";
import { atField, emptyFields, explained, useAttempt } from "./attempt.js";
import { AuthCard } from "./AuthCard.js";
import { AuthForm } from "./AuthForm.js";
import { MailSent } from "./MailSent.js";
import { NewPassword } from "./NewPassword.js";
import { enter, useSignedOut, withNext } from "./next.js";
import { typed } from "./typed.js";

/** The screen. */
export default function Register() {
  const [sentTo, setSentTo] = useState(null);
  useSignedOut();
  const links = [
    { href: withNext("/sign-in"), label: `${words.register.haveOne} ${words.register.signIn}` },
    { href: withNext("/code"), label: words.footer.code },
  ];
  if (sentTo) {
    return html`<${AuthCard} key="sent" title=${words.mail.title} links=${links.slice(0, 1)}>
      <${MailSent} text=${words.mail.confirm(sentTo)} onAgain=${() => setSentTo(null)} />
    <//>`;
  }
  return html`<${AuthCard} key="form" title=${words.register.title} links=${links}>
    <${RegisterForm} onMail=${setSentTo} />
  <//>`;
}

function RegisterForm({ onMail }) {
  const [email, setEmail] = useState(typed.peek());
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const [missing, setMissing] = useState(null);
  const attempt = useAttempt();

  const type = (value) => setEmail((typed.value = value));
  const send = () => {
    const empty = emptyFields({ email, password });
    setMissing(empty);
    if (empty) return;
    attempt.run(async () => {
      const body = { email: email.trim(), password, name: name.trim() || undefined };
      const answer = await post("/auth/register", body, { quiet: true });
      await (answer.status === 202 ? onMail(body.email) : enter());
    });
  };
  const taken = attempt.problem?.code === "email_taken";
  const problem = missing ?? explained(attempt.problem, (problem) => {
    if (problem.status === 429) return null;
    return problem.code === "email_taken" ? atField(problem, "email", words.register.taken) : undefined;
  });
  const errors = fieldErrors(problem);
  const labels = { name: words.fields.name, email: words.fields.email, password: words.fields.password };
  return html`<${Fragment}>
    <${AuthForm} attempt=${attempt} problem=${problem} submit=${words.register.submit} onSubmit=${send} fields=${labels}>
      <${Field} name="name" label=${labels.name} error=${errors.name} optional>
        ${(control) => html`<${TextInput} ...${control} autocomplete="name" maxlength="200" value=${name} onChange=${setName} />`}
      <//>
      <${Field} name="email" label=${labels.email} error=${errors.email}
        help=${taken && html`<a href=${withNext("/sign-in")}>${words.register.signIn}</a>`}>
        ${(control) => html`<${TextInput} ...${control} type="email" autocomplete="username" maxlength="254"
          value=${email} onChange=${type} />`}
      <//>
      <${NewPassword} value=${password} onChange=${setPassword} error=${errors.password} />
    <//>
  <//>`;
}
