/** `/t/<slug>/settings/api-keys`: the keys by which programs act in the tenant. */
import { Fragment, html, useState } from "../core/html.js";
import { del } from "../core/http.js";
import { toast } from "../core/toasts.js";
import { words } from "../core/words/tenant.js";
import { useAttempt } from "../auth/attempt.js";
import { Banner } from "../ui/Banner.js";
import { Button } from "../ui/Button.js";
import { Card } from "../ui/Card.js";
import { Copy } from "../ui/Copy.js";
import { confirmDialog, Dialog } from "../ui/Dialog.js";
import { Empty } from "../ui/Empty.js";
import { LoadMore } from "../ui/LoadMore.js";
import { Person } from "../ui/Person.js";
import { ProblemView } from "../ui/ProblemView.js";
import { Skeleton } from "../ui/Skeleton.js";
import { Table } from "../ui/Table.js";
import { Time } from "../ui/Time.js";
import { KeyForm } from "./KeyForm.js";
import { isVerified, mayAdminister } from "./may.js";
import { usePages } from "./pages.js";
import { SettingsPage } from "./settings.js";
import { VerifyFirst } from "./Verify.js";

const W = words.keys;

/** The screen. */
export default function Keys() {
  const [making, setMaking] = useState(false);
  const open = mayAdminister() && isVerified();
  const create = open && !making && html`<${Button} tone="primary" icon="plus" onClick=${() => setMaking(true)}>${W.create}<//>`;
  return html`<${SettingsPage} tab="api-keys" actions=${create}>
    <${Body} making=${making} onMade=${() => setMaking(false)} />
  <//>`;
}

function Body({ making, onMade }) {
  const pages = usePages("/api/api-keys");
  const attempt = useAttempt();
  const [secret, setSecret] = useState(null);

  const made = ({ key, ...row }) => {
    onMade();
    setSecret(key);
    pages.setRows((rows) => [row, ...rows.filter(({ id }) => id !== row.id)]);
  };
  const revoke = async (row) => {
    if (!(await confirmDialog({ title: W.revokeTitle(row.name), body: W.revokeBody, confirm: W.revoke, tone: "danger" }))) return;
    await attempt.run(async () => {
      await del(`/api/api-keys/${row.id}`);
      pages.setRows((rows) => rows.filter(({ id }) => id !== row.id));
      toast(W.revoked(row.name), { tone: "good" });
    });
  };
  const columns = [
    { key: "name", label: W.name, width: "wide", render: (row) => row.name },
    { key: "prefix", label: W.prefix, render: (row) => html`<code class="mono">${row.prefix}</code>` },
    { key: "scopes", label: W.scopes, width: "wide", render: (row) => html`<span class="mono small scope-list">${row.scopes.join(", ")}</span>` },
    { key: "role", label: words.role, render: (row) => words.roles[row.role] ?? "" },
    { key: "made_by", label: W.made, render: (row) => html`<${Person} id=${row.made_by} />` },
    { key: "last_used_at", label: W.used, render: (row) => (row.last_used_at ? html`<${Time} value=${row.last_used_at} />` : W.never) },
    { key: "expires_at", label: W.expires, render: (row) => html`<${Time} value=${row.expires_at} />` },
    ...(mayAdminister() ? [{ key: "acts", label: W.acts, align: "end", render: (row) => html`<${Button} size="small" tone="quiet"
      onClick=${() => revoke(row)} aria-label=${`${W.revoke}: ${row.name}`}>${W.revoke}<//>` }] : []),
  ];
  return html`<${Fragment}>
    <p class="muted">${W.intro}</p>
    ${mayAdminister() && !isVerified() && html`<${VerifyFirst} />`}
    ${making && html`<${Card} title=${W.make}><${KeyForm} onMade=${made} onCancel=${onMade} /><//>`}
    ${attempt.problem && html`<${Banner} tone="bad" onClose=${attempt.clear}>${attempt.problem.detail ?? attempt.problem.message}<//>`}
    ${pages.problem && html`<${ProblemView} problem=${pages.problem} onRetry=${pages.reload} />`}
    ${!pages.rows && !pages.problem && html`<${Skeleton} lines=${3} />`}
    ${pages.rows?.length === 0 && !making && html`<${Empty} icon="key" title=${W.empty}>${W.emptyText}<//>`}
    ${pages.rows?.length > 0 && html`<${Table} caption=${words.settings.tabs["api-keys"]} columns=${columns} rows=${pages.rows}
      compact=${["name", "prefix", "expires_at", "acts"]} />`}
    <${LoadMore} cursor=${pages.cursor} busy=${pages.busy} onMore=${pages.more} />
    <${SecretDialog} secret=${secret} onClose=${() => setSecret(null)} />
  <//>`;
}

/** Shows a secret, and stays until its button is pressed. @param {{secret: string|null, onClose: () => void}} props */
function SecretDialog({ secret, onClose }) {
  if (!secret) return null;
  const done = html`<${Button} tone="primary" onClick=${onClose}>${W.secretDone}<//>`;
  return html`<${Dialog} open title=${W.secretTitle} actions=${done}>
    <div class="stack stack-3">
      <p>${W.secretText}</p>
      <div class="secret-box">
        <code class="mono" aria-label=${W.secretLabel}>${secret}</code>
        <${Copy} value=${secret} label=${W.copy} />
      </div>
    </div>
  <//>`;
}
