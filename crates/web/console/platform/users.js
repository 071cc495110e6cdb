/** `/platform/users`: all users. */
import { Fragment, html, useState } from "../core/html.js";
import { post } from "../core/http.js";
import { me } from "../core/session.js";
import { toast } from "../core/toasts.js";
import { words } from "../core/words/platform.js";
import { useAttempt } from "../auth/attempt.js";
import { usePages } from "../tenant/pages.js";
import { Badge } from "../ui/Badge.js";
import { Banner } from "../ui/Banner.js";
import { Button } from "../ui/Button.js";
import { confirmDialog } from "../ui/Dialog.js";
import { Time } from "../ui/Time.js";
import { ImpersonateDialog } from "./ImpersonateDialog.js";
import { PlatformPage } from "./layout.js";
import { filtersOf, ListView, searchLabel, TypedFilter } from "./ListView.js";

const W = words.users;
const nameOf = (row) => row.name || row.email || row.phone || W.unnamed;

/** The screen. */
export default function Users() {
  return html`<${PlatformPage} tab="users"><${Body} /><//>`;
}

function UserState({ row }) {
  return html`<span class="row">
    ${row.disabled_at ? html`<${Badge} tone="bad">${W.disabled}<//>` : html`<${Badge} tone="good">${W.active}<//>`}
    ${row.platform_admin && html`<${Badge} tone="info">${W.admin}<//>`}
    ${row.email && !row.email_verified && html`<${Badge} tone="warn">${W.unverified}<//>`}
  </span>`;
}

function Body() {
  const pages = usePages("/admin/users", filtersOf("q"));
  const attempt = useAttempt();
  const [acting, setActing] = useState(null);
  const set = (row, disabled_at) => pages.setRows((rows) => rows.map((other) => (other.id === row.id ? { ...other, disabled_at } : other)));

  const enable = (row) => attempt.run(async () => {
    await post(`/admin/users/${row.id}/enable`);
    set(row, null);
    toast(W.isEnabled(nameOf(row)), { tone: "good" });
  });
  const disable = async (row) => {
    if (!(await confirmDialog({ title: W.disableTitle(nameOf(row)), body: W.disableBody, confirm: W.disable, tone: "danger" }))) return;
    await attempt.run(async () => {
      await post(`/admin/users/${row.id}/disable`);
      set(row, new Date().toISOString());
      toast(W.isDisabled(nameOf(row)), { tone: "good" });
    });
  };
  const columns = [
    { key: "name", label: W.name, width: "wide", render: nameOf },
    { key: "email", label: W.email, width: "wide", render: (row) => row.email ?? row.phone ?? "" },
    { key: "state", label: W.state, render: (row) => html`<${UserState} row=${row} />` },
    { key: "created_at", label: W.created, render: (row) => html`<${Time} value=${row.created_at} />` },
    { key: "acts", label: words.actions, align: "end", render: (row) => row.id !== me.value?.user.id && html`<div class="row row-end">
      ${!row.disabled_at && html`<${Button} size="small" tone="quiet" aria-label=${`${W.impersonate} ${nameOf(row)}`} onClick=${() => setActing(row)}>${W.impersonate}<//>`}
      ${row.disabled_at
        ? html`<${Button} size="small" tone="quiet" aria-label=${`${W.enable}: ${nameOf(row)}`} onClick=${() => enable(row)}>${W.enable}<//>`
        : html`<${Button} size="small" tone="quiet" aria-label=${`${W.disable}: ${nameOf(row)}`} onClick=${() => disable(row)}>${W.disable}<//>`}
    </div>` },
  ];
  const empty = { icon: "users", title: W.empty, text: W.emptyText };
  return html`<${Fragment}>
    <div class="audit-filters" role="search"><${TypedFilter} name="q" label=${searchLabel} help=${W.searchHelp} /></div>
    ${attempt.problem && html`<${Banner} tone="bad" onClose=${attempt.clear}>${attempt.problem.detail ?? attempt.problem.message}<//>`}
    <${ListView} pages=${pages} empty=${empty} caption=${words.tabs.users} columns=${columns} compact=${["name", "email", "state", "acts"]} />
    ${acting && html`<${ImpersonateDialog} user=${acting} name=${nameOf(acting)} onClose=${() => setActing(null)} />`}
  <//>`;
}
