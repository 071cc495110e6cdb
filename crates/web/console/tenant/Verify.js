/** Stands where an act needs a confirmed address: says so, with the ways out. */
import { html } from "../core/html.js";
import { post } from "../core/http.js";
import { me, options } from "../core/session.js";
import { toast } from "../core/toasts.js";
import { words } from "../core/words/tenant.js";
import { useAttempt } from "../auth/attempt.js";
import { Banner } from "../ui/Banner.js";
import { Button } from "../ui/Button.js";

/** The notice. */
export function VerifyFirst() {
  const attempt = useAttempt();
  const email = me.value?.user.email;
  const again = () => attempt.run(async () => {
    await post("/auth/email/resend");
    toast(words.verify.sent, { tone: "good" });
  });
  return html`<${Banner} tone="warn">
    <div class="stack stack-2 verify-first">
      <strong>${words.verify.title}</strong>
      <span>${words.verify.text(email)}</span>
      ${attempt.problem && html`<span role="alert">${attempt.problem.detail ?? attempt.problem.message}</span>`}
      <div class="row">
        ${email && html`<${Button} size="small" onClick=${again} busy=${attempt.busy} disabled=${attempt.until !== null}>${words.verify.again}<//>`}
        <${Button} size="small" tone="quiet" href="/account/profile">${words.verify.account}<//>
        ${options.value?.development_mailbox && html`<a href="/dev/mail" target="_blank" rel="noopener noreferrer">${words.verify.mailbox}</a>`}
      </div>
    </div>
  <//>`;
}
