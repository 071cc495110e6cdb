/** A secret, shown once. */
import { html, useState } from "../../core/html.js";
import { dateTime } from "../../core/format.js";
import { Button } from "../../ui/Button.js";
import { Copy } from "../../ui/Copy.js";
import { Dialog } from "../../ui/Dialog.js";
import { words } from "./words.js";

const W = words.secret;

/**
 * A dialog with a secret, which stays until its button is pressed.
 * @returns {[dialog: any, show: (what: {secret: string, until?: Date}) => Promise<void>]} `until`: when the one before stops signing
 */
export function useSecret() {
  const [shown, setShown] = useState(null);
  const show = (what) => new Promise((resolve) => setShown({ ...what, resolve }));
  if (!shown) return [null, show];
  const done = () => {
    setShown(null);
    shown.resolve();
  };
  const actions = html`<${Button} tone="primary" onClick=${done}>${W.done}<//>`;
  const dialog = html`<${Dialog} open locked title=${W.made} actions=${actions}>
    <div class="stack stack-3">
      <p>${W.text}</p>
      <div class="secret-box"><code class="mono" aria-label=${W.label}>${shown.secret}</code><${Copy} value=${shown.secret} label=${W.copy} /></div>
      ${shown.until && html`<p>${W.until(dateTime(shown.until))}</p>`}
    </div>
  <//>`;
  return [dialog, show];
}
