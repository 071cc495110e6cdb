/** `/t/<slug>/settings/danger`: takes the tenant's rows out as files, and closes the tenant. */
import { Fragment, html } from "../core/html.js";
import { resources } from "../core/api.js";
import { del } from "../core/http.js";
import { go } from "../core/router.js";
import { loadMe, me } from "../core/session.js";
import { tenant } from "../core/tenant.js";
import { toast } from "../core/toasts.js";
import { words } from "../core/words/tenant.js";
import { useAttempt } from "../auth/attempt.js";
import { Banner } from "../ui/Banner.js";
import { Button } from "../ui/Button.js";
import { Card } from "../ui/Card.js";
import { confirmDialog } from "../ui/Dialog.js";
import { download } from "./download.js";
import { mayAdminister } from "./may.js";
import { SettingsPage } from "./settings.js";

const W = words.danger;

/** The screen. */
export default function Danger() {
  return html`<${SettingsPage} tab="danger"><${Export} /><${Close} /><//>`;
}

function Export() {
  const attempt = useAttempt();
  const lists = resources().filter(({ operations, parent }) => operations.export && !parent);
  const one = (list, format) => attempt.run(() => download(list, format));
  const all = () => attempt.run(async () => {
    for (const list of lists) await download(list, "ndjson");
    toast(W.done(lists.length), { tone: "good" });
  });
  const formats = ({ transfer }) => ["csv", "ndjson"].filter((format) => !transfer?.length || transfer.includes(format));
  return html`<${Card} title=${W.export}>
    <div class="stack stack-4">
      <p class="muted">${W.exportText}</p>
      ${attempt.problem && html`<${Banner} tone="bad" onClose=${attempt.clear}>${attempt.problem.detail ?? attempt.problem.message}<//>`}
      <ul class="export-list">
        ${lists.map((list) => html`<li key=${list.plural} class="row">
          <span class="grow">${list.labels[1]}</span>
          ${formats(list).map((format) => html`<${Button} key=${format} size="small" tone="quiet" disabled=${attempt.busy}
            aria-label=${W.get(list.labels[1], W[format])} onClick=${() => one(list, format)}>${W[format]}<//>`)}
        </li>`)}
      </ul>
      <div class="row"><${Button} icon="download" busy=${attempt.busy} onClick=${all}>${W.all}<//></div>
    </div>
  <//>`;
}

function Close() {
  const attempt = useAttempt();
  const { name, slug } = tenant.value ?? {};
  const close = async () => {
    const sure = await confirmDialog({ title: W.closeTitle(name), body: W.closeBody, confirm: W.closeButton, tone: "danger", typed: slug });
    if (!sure) return;
    await attempt.run(async () => {
      await del("/api/tenant");
      await loadMe();
      toast(W.closed(name), { tone: "good" });
      go("/", { replace: true });
    });
  };
  return html`<${Card} title=${W.close}>
    <div class="stack stack-4">
      <p class="muted">${W.closeText}</p>
      ${attempt.problem && html`<${Banner} tone="bad" onClose=${attempt.clear}>${attempt.problem.detail ?? attempt.problem.message}<//>`}
      ${mayAdminister("owner")
        ? html`<${Fragment}>
            ${tenant.value?.kind === "personal" && html`<p>${W.personal}</p>`}
            <div class="row"><${Button} tone="danger" busy=${attempt.busy} onClick=${close}>${W.closeButton}<//></div>
          <//>`
        : html`<p>${me.value?.impersonation ? words.adminsOnly.title : W.ownersOnly}</p>`}
    </div>
  <//>`;
}
