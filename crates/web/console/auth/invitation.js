/** `/accept-invitation`: joins a tenant, as a new user, as the one who is signed in, or after a sign-in. */
import { html, useState } from "../core/html.js";
import { post } from "../core/http.js";
import { go } from "../core/router.js";
import { me, signedIn, signOut } from "../core/session.js";
import { words } from "../core/words/auth.js";
import { Banner } from "../ui/Banner.js";
import { Button } from "../ui/Button.js";
import { Skeleton } from "../ui/Skeleton.js";
import { AuthCard } from "./AuthCard.js";
import { dropToken, useToken } from "./fragment.js";
import { AcceptAsNew, AcceptAsSelf } from "./invitation-forms.js";
import { isGone, LinkGone, NoLink } from "./LinkGone.js";
import { SignInSteps } from "./SignInSteps.js";

/** The screen. The token stays in this page's memory until it is used, also over a sign-in in between. */
export default function Invitation() {
  const token = useToken();
  const [gone, setGone] = useState(null);
  const [known, setKnown] = useState(false);
  const [notice, setNotice] = useState(null);
  if (!token) return html`<${NoLink} />`;
  if (gone === token) return html`<${LinkGone} title=${words.invitation.gone} text=${words.invitation.goneText} />`;
  if (me.value === undefined) return html`<${AuthCard} title=${words.invitation.title}><${Skeleton} lines=${2} /><//>`;

  const accept = async (fields) => {
    try {
      await join(token, fields);
    } catch (problem) {
      if (isGone(problem)) return setGone(token);
      if (problem.code !== "account_exists") throw problem;
      setNotice(words.invitation.known);
      setKnown(true);
    }
  };
  if (me.value) {
    const leave = async () => {
      setKnown(true);
      await signOut({ stay: true });
    };
    return html`<${AuthCard} key="self" title=${words.invitation.title}
      subtitle=${words.invitation.asSelf(me.value.user.email ?? me.value.user.name)}>
      <${AcceptAsSelf} verified=${me.value.user.email_verified} onAccept=${accept} onLeave=${leave} />
    <//>`;
  }
  if (known) {
    return html`<${AuthCard} key="known" title=${words.invitation.title}>
      ${notice && html`<${Banner} tone="info">${notice}<//>`}
      <${SignInSteps} onSignedIn=${() => signedIn()} />
      <div class="auth-others">
        <${Button} tone="quiet" onClick=${() => setKnown(false)}>${words.invitation.noAccount}<//>
      </div>
    <//>`;
  }
  return html`<${AuthCard} key="new" title=${words.invitation.title} subtitle=${words.invitation.newUser}>
    <${AcceptAsNew} onAccept=${accept} />
    <div class="auth-others">
      <${Button} tone="quiet" onClick=${() => setKnown(true)}>${words.invitation.have}<//>
    </div>
  <//>`;
}

/** Accepts, and goes to the tenant that was joined: the one that wasn't among the memberships before. */
async function join(token, fields = {}) {
  const before = new Set((me.value?.memberships ?? []).map(({ id }) => id));
  const { data } = await post("/auth/invitations/accept", { token, ...fields }, { quiet: true });
  const shared = data.memberships.filter(({ id, kind }) => !before.has(id) && kind !== "personal");
  dropToken();
  await signedIn();
  go(shared.length ? `/t/${shared[0].slug}/` : "/", { replace: true });
}
