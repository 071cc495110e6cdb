/** The dialog that a request waits for: a sign-in over the screen, or a proof of identity. */
import { html, useEffect, useState } from "../core/html.js";
import { asked } from "../core/session.js";
import { words } from "../core/words/auth.js";
import { Dialog } from "../ui/Dialog.js";
import { Skeleton } from "../ui/Skeleton.js";

const LOADS = {
  "sign-in": async () => (await import("../auth/signin-dialog.js")).SignInAgain,
  prove: async () => (await import("../auth/reauthenticate.js")).Reauthenticate,
};

/** The dialog, where one is open. */
export function Asked() {
  const now = asked.value;
  return now && html`<${Shown} key=${now.kind} now=${now} />`;
}

function Shown({ now }) {
  const [Content, setContent] = useState(null);
  useEffect(() => {
    LOADS[now.kind]().then((loaded) => setContent(() => loaded), now.cancel);
  }, []);
  const isSignIn = now.kind === "sign-in";
  return html`<${Dialog} open title=${isSignIn ? words.again.title : words.prove.title} onClose=${now.cancel}>
    ${Content ? html`<${Content} email=${now.email} reason=${now.reason} onSignedIn=${now.done} onProved=${now.done} onCancel=${now.cancel} />`
      : html`<${Skeleton} lines=${3} />`}
  <//>`;
}
