/** Passkeys by a button, and what stands in its place where they can't be used. */
import { html, useState } from "../core/html.js";
import { words } from "../core/words/auth.js";
import { Button } from "../ui/Button.js";
import { localhostAddress, passkeys, PasskeyError } from "./passkeys.js";

/**
 * A button that runs a ceremony; its failure stands under it.
 * @param {{label?: string, run: () => Promise<any>, onDone: (given: any) => any, onFailed?: () => void,
 *   tone?: string}} props `run`: the ceremony; `onDone` gets what it gives
 */
export function PasskeyButton({ label = words.passkey.use, run, onDone, onFailed, tone = "plain" }) {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState(null);

  if (passkeys.value === "address") return html`<${PasskeyHint} />`;
  if (passkeys.value === "no") return null;

  const use = async () => {
    setBusy(true);
    setFailure(null);
    try {
      await onDone(await run());
    } catch (error) {
      if (error.reason !== "replaced") setFailure(said(error));
      onFailed?.();
    } finally {
      setBusy(false);
    }
  };
  return html`<div class="stack stack-2">
    <${Button} class="auth-wide" icon="key" tone=${tone} busy=${busy} onClick=${use}>${label}<//>
    <p class="auth-failure" role="alert">${failure}</p>
  </div>`;
}

/** Says that passkeys need a name in the address, with a link to it. */
function PasskeyHint() {
  return html`<p class="auth-hint small muted">
    ${words.passkey.address} <a href=${localhostAddress()}>${words.passkey.localhost}</a>
  </p>`;
}

const said = (error) => (error instanceof PasskeyError ? error.message : error.detail || words.passkey.failed);
