/** Stands on every screen while a platform admin acts as a user, with the way out. */
import { html } from "../core/html.js";
import { post } from "../core/http.js";
import { go } from "../core/router.js";
import { me, signedIn } from "../core/session.js";
import { tenant } from "../core/tenant.js";
import { toast } from "../core/toasts.js";
import { words } from "../core/words/platform.js";
import { useAttempt } from "../auth/attempt.js";
import { Button } from "../ui/Button.js";
import { Countdown } from "../ui/Countdown.js";
import { Icon } from "../ui/Icon.js";

const W = words.banner;

/** The banner, or nothing without an impersonation. */
export function ImpersonationBanner() {
  const attempt = useAttempt();
  const { impersonation, user, tenant: home } = me.value ?? {};
  if (!impersonation) return null;
  const exit = () => attempt.run(async () => {
    await post("/auth/impersonation/end", undefined, { tenant: null });
    await signedIn();
    go("/platform/impersonations", { replace: true });
  });
  const over = async () => {
    await signedIn();
    toast(W.over, { tone: "warn" });
    go("/", { replace: true });
  };
  const where = (tenant.value ?? home)?.name;
  return html`<aside class="impersonation" aria-label=${W.label}>
    <${Icon} name="eye" />
    <div class="grow">
      <strong>${W.acting(user.name || user.email || user.phone, where)}</strong>
      ${" · "}${impersonation.read_only ? W.reading : W.writing}
      ${" · "}<${Countdown} until=${new Date(impersonation.expires_at)} onEnd=${over}>${(text) => html`<span class="nowrap">${W.left(text)}</span>`}<//>
      <p class="small impersonation-reason">${impersonation.reason}</p>
      ${attempt.problem && html`<p role="alert">${attempt.problem.detail ?? attempt.problem.message}</p>`}
    </div>
    <${Button} size="small" busy=${attempt.busy} onClick=${exit}>${W.exit}<//>
  </aside>`;
}
