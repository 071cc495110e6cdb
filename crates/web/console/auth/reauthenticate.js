/** A fresh proof of identity, for what asks for one from the last five minutes. */
import { html, useState } from "../core/html.js";
import { me, signedIn } from "../core/session.js";
import { words } from "../core/words/auth.js";
import { Button } from "../ui/Button.js";
import { PasskeyButton } from "./PasskeyButton.js";
import { passkeys, provePasskey } from "./passkeys.js";
import { ProveByCode, ProveByPassword } from "./prove-forms.js";
import { SignInSteps } from "./SignInSteps.js";

/**
 * The content of a dialog that takes the proof.
 * @param {{onProved: () => any, onCancel: () => void, reason?: string}} props `reason`: what the proof is for, in a
 *   sentence
 */
export function Reauthenticate({ onProved, onCancel, reason }) {
  const user = me.value?.user;
  const factors = me.value?.factors ?? [];
  const ways = [
    factors.includes("passkey") && passkeys.value !== "no" && "passkey",
    user?.email && "password",
    factors.includes("totp") && "app",
    (user?.email || user?.phone) && "code",
  ].filter(Boolean);
  const [way, setWay] = useState(ways[0]);
  const taken = async (data) => (data.user.id === user?.id ? onProved() : signedIn());
  return html`<div class="stack stack-4">
    <p class="muted">${reason ?? words.prove.explain}</p>
    ${way === "password" && html`<${ProveByPassword} email=${user.email} onProved=${onProved} />`}
    ${way === "app" && html`<${ProveByCode} onProved=${onProved} />`}
    ${way === "passkey" && html`<${PasskeyButton} tone="primary" run=${provePasskey} onDone=${taken} />`}
    ${way === "code" &&
    html`<${SignInSteps} email=${user.email ?? null} contact=${user.email ?? user.phone} fixed byCode only
      onSignedIn=${taken} />`}
    <div class="auth-others" role="group" aria-label=${words.prove.ways}>
      ${ways
        .filter((other) => other !== way)
        .map((other) => html`<${Button} key=${other} tone="quiet" onClick=${() => setWay(other)}>${words.prove[other]}<//>`)}
    </div>
    <div class="row row-end"><${Button} tone="quiet" onClick=${() => onCancel()}>${words.prove.cancel}<//></div>
  </div>`;
}
