/** Recovery codes: made, and shown once. */
import { html } from "../core/html.js";
import { post } from "../core/http.js";
import { me } from "../core/session.js";
import { words } from "../core/words/account.js";
import { Button } from "../ui/Button.js";
import { Card } from "../ui/Card.js";
import { Copy } from "../ui/Copy.js";
import { confirmDialog, Dialog } from "../ui/Dialog.js";
import { saveFile } from "../resource/files.js";
import { Trouble, useAttempt } from "./attempt.js";

const W = words.recovery;

/** The card that makes new ones. @param {{onCodes: (codes: string[]) => void}} props */
export function RecoveryCard({ onCodes }) {
  const attempt = useAttempt();
  const some = me.value.factors.length > 0;
  const renew = async () => {
    if (!(await confirmDialog({ title: W.renewTitle, body: W.renewBody, confirm: W.renew }))) return;
    await attempt.run(async () => onCodes((await post("/auth/mfa/recovery-codes", undefined, { tenant: null })).data.recovery_codes));
  };
  return html`<${Card} title=${W.title}>
    <p class="muted">${some ? W.intro : W.needFactor}</p>
    <${Trouble} attempt=${attempt} />
    ${some && html`<div class="row"><${Button} icon="refresh-cw" busy=${attempt.busy} onClick=${renew}>${W.renew}<//></div>`}
  <//>`;
}

/** Shows codes until the user says that they are saved. @param {{codes: string[]|null, onClose: () => void}} props */
export function RecoveryDialog({ codes, onClose }) {
  if (!codes) return null;
  const text = codes.join("\n");
  const save = () => saveFile(W.file, new Blob([`${text}\n`], { type: "text/plain" }));
  return html`<${Dialog} open title=${W.dialog}
    actions=${html`<${Button} tone="primary" onClick=${onClose}>${W.kept}<//>`}>
    <div class="stack stack-4">
      <p>${W.once}</p>
      <ol class="recovery-codes mono">${codes.map((code) => html`<li key=${code}>${code}</li>`)}</ol>
      <div class="row">
        <${Copy} value=${text} label=${W.copy} />
        <${Button} size="small" icon="download" onClick=${save}>${W.download}<//>
      </div>
    </div>
  <//>`;
}
