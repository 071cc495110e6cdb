/** `/t/<slug>/settings/invitations`: who is invited, and the form that invites. */
import { Fragment, html } from "../core/html.js";
import { del, post } from "../core/http.js";
import { toast } from "../core/toasts.js";
import { words } from "../core/words/tenant.js";
import { useAttempt } from "../auth/attempt.js";
import { Badge } from "../ui/Badge.js";
import { Banner } from "../ui/Banner.js";
import { Button } from "../ui/Button.js";
import { Card } from "../ui/Card.js";
import { Empty } from "../ui/Empty.js";
import { LoadMore } from "../ui/LoadMore.js";
import { Person } from "../ui/Person.js";
import { ProblemView } from "../ui/ProblemView.js";
import { Skeleton } from "../ui/Skeleton.js";
import { Table } from "../ui/Table.js";
import { Time } from "../ui/Time.js";
import { InviteForm } from "./InviteForm.js";
import { isVerified, mayAdminister } from "./may.js";
import { usePages } from "./pages.js";
import { SettingsPage } from "./settings.js";
import { VerifyFirst } from "./Verify.js";

const W = words.invitations;

/** The screen. */
export default function Invitations() {
  return html`<${SettingsPage} tab="invitations"><${Body} /><//>`;
}

function Body() {
  const pages = usePages("/api/invitations");
  const attempt = useAttempt();
  const open = mayAdminister();
  const put = (row) => pages.setRows((rows) => [row, ...rows.filter(({ id, email }) => id !== row.id && email !== row.email)]);

  const resend = (row) => attempt.run(async () => {
    const { data } = await post(`/api/invitations/${row.id}/resend`);
    put(data);
    toast(W.resent(row.email), { tone: "good" });
  });
  const withdraw = (row) => attempt.run(async () => {
    await del(`/api/invitations/${row.id}`);
    pages.setRows((rows) => rows.filter(({ id }) => id !== row.id));
    const again = async () => put((await post("/api/invitations", { email: row.email, role: row.role })).data);
    toast(W.withdrawn(row.email), { action: { label: words.undo, run: () => attempt.run(again) } });
  });
  const columns = [
    { key: "email", label: W.email, width: "wide", render: (row) => row.email },
    { key: "role", label: words.role, render: (row) => words.roles[row.role] },
    { key: "invited_by", label: W.by, render: (row) => html`<${Person} id=${row.invited_by} />` },
    { key: "expires_at", label: W.until, render: (row) => (new Date(row.expires_at) < new Date()
      ? html`<${Badge} tone="warn">${W.expired}<//>` : html`<${Time} value=${row.expires_at} />`) },
    ...(open ? [{ key: "acts", label: W.acts, align: "end", render: (row) => html`<div class="row row-end">
      ${isVerified() && html`<${Button} size="small" tone="quiet" busy=${attempt.busy} onClick=${() => resend(row)}
        aria-label=${`${W.resend}: ${row.email}`}>${W.resend}<//>`}
      <${Button} size="small" tone="quiet" onClick=${() => withdraw(row)} aria-label=${`${W.withdraw}: ${row.email}`}>${W.withdraw}<//>
    </div>` }] : []),
  ];
  return html`<${Fragment}>
    ${open && (isVerified() ? html`<${Card} title=${W.form}><${InviteForm} onSent=${put} /><//>` : html`<${VerifyFirst} />`)}
    <section class="stack stack-3" aria-labelledby="pending-invitations">
      <h2 id="pending-invitations">${W.pending}</h2>
      ${attempt.problem && html`<${Banner} tone="bad" onClose=${attempt.clear}>${attempt.problem.detail ?? attempt.problem.message}<//>`}
      ${pages.problem && html`<${ProblemView} problem=${pages.problem} onRetry=${pages.reload} />`}
      ${!pages.rows && !pages.problem && html`<${Skeleton} lines=${3} />`}
      ${pages.rows?.length === 0 && html`<${Empty} icon="mail" title=${W.empty}>${W.emptyText}<//>`}
      ${pages.rows?.length > 0 && html`<${Table} caption=${W.pending} columns=${columns} rows=${pages.rows} compact=${["email", "role", "acts"]} />`}
      <${LoadMore} cursor=${pages.cursor} busy=${pages.busy} onMore=${pages.more} />
    </section>
  <//>`;
}
