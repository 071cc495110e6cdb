/** `/account/security`: password, authenticator app, recovery codes and passkeys. */
import { html, useState } from "../core/html.js";
import { loadMe, me } from "../core/session.js";
import { Skeleton } from "../ui/Skeleton.js";
import { AccountPage, mayChange } from "./layout.js";
import { PasskeysCard } from "./PasskeysCard.js";
import { PasswordCard } from "./PasswordCard.js";
import { RecoveryCard, RecoveryDialog } from "./recovery.js";
import { TotpCard } from "./TotpCard.js";

/** The screen. Codes that came stay in a dialog until the user says that they are saved. */
export default function Security() {
  const [codes, setCodes] = useState(null);
  const changed = (fresh) => {
    if (fresh?.length) setCodes(fresh);
    return loadMe();
  };
  return html`<${AccountPage} tab="security">
    ${!me.value && html`<${Skeleton} lines=${8} />`}
    ${me.value && mayChange() && html`
      <${PasswordCard} />
      <${TotpCard} onChanged=${changed} />
      <${PasskeysCard} onChanged=${changed} />
      <${RecoveryCard} onCodes=${changed} />`}
    <${RecoveryDialog} codes=${codes} onClose=${() => setCodes(null)} />
  <//>`;
}
