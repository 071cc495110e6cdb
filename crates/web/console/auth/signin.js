/** `/sign-in`: e-mail and password, a passkey, and the second factor where one is owed. */
import { html, useState } from "../core/html.js";
import { words } from "../core/words/auth.js";
import { Banner } from "../ui/Banner.js";
import { AuthCard } from "./AuthCard.js";
import { useAutofill } from "./autofill.js";
import { SecondFactor } from "./factor.js";
import { enter, useSignedOut, withNext } from "./next.js";
import { PasskeyButton } from "./PasskeyButton.js";
import { passkeys, signInByPasskey } from "./passkeys.js";
import { SignInForm } from "./SignInForm.js";

/** The screen. */
export default function SignIn() {
  const [factors, setFactors] = useState(null);
  const [notice, setNotice] = useState(null);
  useSignedOut();
  const waitAgain = useAutofill(factors === null, enter, (error) => setNotice(error.message));

  const take = (data) => {
    setNotice(null);
    return data.mfa_required ? setFactors(data.factors) : enter();
  };
  const restart = (text = null) => {
    setFactors(null);
    setNotice(text);
  };
  if (factors) {
    return html`<${AuthCard} key="factor" title=${words.factor.title} subtitle=${words.factor.explain}>
      <${SecondFactor} factors=${factors} onDone=${enter} onRestart=${restart} />
    <//>`;
  }
  const links = [
    { href: withNext("/register"), label: words.footer.register },
    { href: withNext("/code"), label: words.footer.code },
    { href: "/forgot", label: words.footer.forgot },
  ];
  return html`<${AuthCard} key="password" title=${words.signIn.title} links=${links}>
    ${notice && html`<${Banner} tone="warn" onClose=${() => setNotice(null)}>${notice}<//>`}
    <${SignInForm} autofill onAnswer=${take} />
    ${passkeys.value === "yes" && html`<p class="auth-or">${words.signIn.or}</p>`}
    <${PasskeyButton} run=${signInByPasskey} onDone=${enter} onFailed=${waitAgain} />
  <//>`;
}
