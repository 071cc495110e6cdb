/** A sign-in over a form, whose session ended. */
import { html } from "../core/html.js";
import { me } from "../core/session.js";
import { words } from "../core/words/auth.js";
import { Button } from "../ui/Button.js";
import { SignInSteps } from "./SignInSteps.js";

/**
 * The content of a dialog that signs the same user in again.
 * @param {{email?: string|null, onSignedIn: (me: Row) => any, onCancel: () => void}} props `email`: whose session it
 *   was; a user without an address signs in by a code to their phone
 */
export function SignInAgain({ email = null, onSignedIn, onCancel }) {
  const phone = me.value?.user.phone ?? null;
  const byCode = email === null && phone !== null;
  return html`<div class="stack stack-4">
    <p class="muted">${words.again.explain}</p>
    <${SignInSteps} email=${email} contact=${email ?? phone} fixed=${email !== null || phone !== null} byCode=${byCode}
      onSignedIn=${onSignedIn} />
    <div class="row row-end"><${Button} tone="quiet" onClick=${() => onCancel()}>${words.again.cancel}<//></div>
  </div>`;
}
