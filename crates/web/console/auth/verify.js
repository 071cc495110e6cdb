/** `/verify-email`: confirms an address by the link of an e-mail. */
import { html, useState } from "../core/html.js";
import { post } from "../core/http.js";
import { go } from "../core/router.js";
import { loadMe, me, signedIn } from "../core/session.js";
import { words } from "../core/words/auth.js";
import { Button } from "../ui/Button.js";
import { Skeleton } from "../ui/Skeleton.js";
import { useAttempt } from "./attempt.js";
import { AuthCard } from "./AuthCard.js";
import { dropToken, useToken } from "./fragment.js";
import { isGone, LinkGone, NoLink } from "./LinkGone.js";
import { ConfirmAsRegistrant, ConfirmAsSelf } from "./verify-forms.js";

/**
 * The screen. A confirmation with neither the registration's session nor its password voids the password, so it is
 * never sent by itself: one button where a user is signed in, the password where none is.
 */
export default function Verify() {
  const token = useToken();
  const [outcome, setOutcome] = useState(null);
  const [foreign, setForeign] = useState(false);
  if (!token) return html`<${NoLink} />`;
  if (outcome?.token === token) return html`<${Outcome} outcome=${outcome} />`;
  if (me.value === undefined) return html`<${AuthCard} title=${words.verify.title}><${Skeleton} lines=${2} /><//>`;

  const confirm = (password) => settle(token, password, setOutcome);
  const user = me.value?.user;
  if (user && !foreign) {
    const subtitle = words.verify.signedIn(user.email ?? user.name);
    return html`<${AuthCard} key="self" title=${words.verify.title} subtitle=${subtitle}>
      <${ConfirmAsSelf} onConfirm=${confirm} onOther=${() => setForeign(true)} />
    <//>`;
  }
  return html`<${AuthCard} key="registrant" title=${words.verify.title} subtitle=${words.verify.explain}>
    <${ConfirmAsRegistrant} onConfirm=${confirm} />
  <//>`;
}

/** Sends the token; signs in by the password that was given, without a session. */
async function settle(token, password, setOutcome) {
  let data;
  try {
    const body = password ? { token, password } : { token };
    data = (await post("/auth/email/verify", body, { quiet: true })).data;
  } catch (problem) {
    if (isGone(problem)) return setOutcome({ token, gone: true });
    if (problem.code === "email_taken") return setOutcome({ token, taken: true });
    throw problem;
  }
  dropToken();
  if (me.value) {
    await loadMe();
  } else if (password && data.password_kept) {
    const body = { email: data.email, password };
    const answer = await post("/auth/login", body, { quiet: true }).catch(() => null);
    if (answer && !answer.data.mfa_required) {
      await signedIn();
      return go("/", { replace: true });
    }
  }
  setOutcome({ token, ...data });
}

function Outcome({ outcome }) {
  if (outcome.gone) {
    return html`<${LinkGone} title=${words.verify.gone} text=${words.verify.goneText}><${Resend} /><//>`;
  }
  if (outcome.taken) return html`<${LinkGone} title=${words.verify.gone} text=${words.verify.taken} />`;
  if (!outcome.password_kept && !me.value) {
    return html`<${AuthCard} key="done" title=${words.verify.done}>
      <p>${words.verify.doneReset(outcome.email)}</p>
      <${Button} tone="primary" class="auth-wide" href="/forgot">${words.verify.choose}<//>
    <//>`;
  }
  return html`<${AuthCard} key="done" title=${words.verify.done}>
    <p>${words.verify.doneText(outcome.email)}</p>
    <${Button} tone="primary" class="auth-wide" href=${me.value ? "/" : "/sign-in"}>
      ${me.value ? words.verify.goOn : words.footer.signIn}
    <//>
  <//>`;
}

/** Another link, for a user who is signed in. */
export function Resend() {
  const attempt = useAttempt();
  const [said, setSaid] = useState(null);
  if (!me.value) return html`<p class="muted">${words.verify.resendExplain}</p>`;
  if (me.value.user.email_verified) return null;
  const send = () => attempt.run(async () => {
    await post("/auth/email/resend");
    setSaid(words.verify.resent);
  });
  return html`<div class="stack stack-2">
    <${Button} class="auth-wide" busy=${attempt.busy} disabled=${said !== null} onClick=${send}>${words.verify.resend}<//>
    <p role="status">${said}</p>
    <p class="auth-failure" role="alert">${attempt.problem?.detail}</p>
  </div>`;
}
