/** `/code`: sign-in by a code that is sent. */
import { html, useState } from "../core/html.js";
import { words } from "../core/words/auth.js";
import { Banner } from "../ui/Banner.js";
import { AuthCard } from "./AuthCard.js";
import { ContactForm } from "./ContactForm.js";
import { EnterCode } from "./EnterCode.js";
import { SecondFactor } from "./factor.js";
import { enter, useSignedOut, withNext } from "./next.js";
import { typed } from "./typed.js";

/** The screen: the contact, the code, the second factor where one is owed. */
export default function Code() {
  const [contact, setContact] = useState(typed.peek());
  const [sent, setSent] = useState(null);
  const [factors, setFactors] = useState(null);
  const [notice, setNotice] = useState(null);
  useSignedOut();

  const links = [
    { href: withNext("/sign-in"), label: words.footer.password },
    { href: withNext("/register"), label: words.footer.register },
  ];
  const restart = (text = null) => {
    setFactors(null);
    setSent(null);
    setNotice(text);
  };
  if (factors) {
    return html`<${AuthCard} key="factor" title=${words.factor.title} subtitle=${words.factor.explain}>
      <${SecondFactor} factors=${factors} onDone=${enter} onRestart=${restart} />
    <//>`;
  }
  if (sent) {
    const take = (data) => (data.mfa_required ? setFactors(data.factors) : enter());
    return html`<${AuthCard} key="code" title=${words.code.enterTitle} links=${links.slice(0, 1)}>
      <${EnterCode} contact=${contact} sent=${sent} onAnswer=${take} onOther=${() => restart()} />
    <//>`;
  }
  return html`<${AuthCard} key="contact" title=${words.code.title} subtitle=${words.code.explain} links=${links}>
    ${notice && html`<${Banner} tone="warn" onClose=${() => setNotice(null)}>${notice}<//>`}
    <${ContactForm} contact=${contact} onContact=${setContact} onSent=${setSent} />
  <//>`;
}
