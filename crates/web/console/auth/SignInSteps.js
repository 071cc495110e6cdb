/** A whole sign-in in place: by password, passkey or code, and the second factor where one is owed. */
import { html, useState } from "../core/html.js";
import { words } from "../core/words/auth.js";
import { Banner } from "../ui/Banner.js";
import { Button } from "../ui/Button.js";
import { ContactForm } from "./ContactForm.js";
import { EnterCode } from "./EnterCode.js";
import { SecondFactor } from "./factor.js";
import { PasskeyButton } from "./PasskeyButton.js";
import { passkeys, signInByPasskey } from "./passkeys.js";
import { SignInForm } from "./SignInForm.js";

/**
 * Signs in where it stands, without leaving the screen.
 * @param {{email?: string|null, contact?: string|null, fixed?: boolean, byCode?: boolean, only?: boolean,
 *   onSignedIn: (me: Row) => any}} props `email` is there from the start, and stays with `fixed`; `contact`: where a
 *   code may go, if it isn't the address; `byCode`: a code is the first way that is offered, and with `only` the only one
 */
export function SignInSteps({ email = null, contact = email, fixed = false, byCode = false, only = false, onSignedIn }) {
  const [coded, setCoded] = useState(byCode);
  const [to, setTo] = useState(contact ?? "");
  const [sent, setSent] = useState(null);
  const [factors, setFactors] = useState(null);
  const [notice, setNotice] = useState(null);

  const take = (data) => (data.mfa_required ? setFactors(data.factors) : onSignedIn(data));
  const restart = (text = null) => {
    setFactors(null);
    setSent(null);
    setNotice(text);
  };
  if (factors) return html`<${SecondFactor} factors=${factors} onDone=${onSignedIn} onRestart=${restart} />`;
  if (sent) {
    return html`<${EnterCode} contact=${to} sent=${sent} onAnswer=${take} onOther=${fixed ? undefined : () => restart()} />`;
  }
  return html`<div class="stack stack-4">
    ${notice && html`<${Banner} tone="warn" onClose=${() => setNotice(null)}>${notice}<//>`}
    ${coded
      ? html`<${ContactForm} contact=${to} fixed=${fixed && contact !== null} onContact=${setTo} onSent=${setSent} />`
      : html`<${SignInForm} email=${email ?? ""} fixed=${fixed && email !== null} onAnswer=${take} />`}
    ${!only && passkeys.value === "yes" && html`<p class="auth-or">${words.signIn.or}</p>`}
    ${!only && html`<${PasskeyButton} run=${signInByPasskey} onDone=${onSignedIn} />`}
    ${!only &&
    (!coded || email !== null || !fixed) &&
    html`<div class="auth-others">
      <${Button} tone="quiet" onClick=${() => setCoded(!coded)}>
        ${coded ? words.footer.password : words.footer.code}
      <//>
    </div>`}
  </div>`;
}
