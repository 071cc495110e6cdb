/** `/t/<slug>/settings/values`: JSON values by key, which programs keep in the tenant. */
import { Fragment, html, useState } from "../core/html.js";
import { del, get, put } from "../core/http.js";
import { mayWrite } from "../core/tenant.js";
import { toast } from "../core/toasts.js";
import { words } from "../core/words/tenant.js";
import { useAttempt } from "../auth/attempt.js";
import { Banner } from "../ui/Banner.js";
import { Button } from "../ui/Button.js";
import { Card } from "../ui/Card.js";
import { Empty } from "../ui/Empty.js";
import { LoadMore } from "../ui/LoadMore.js";
import { ProblemView } from "../ui/ProblemView.js";
import { Skeleton } from "../ui/Skeleton.js";
import { Table } from "../ui/Table.js";
import { Time } from "../ui/Time.js";
import { usePages } from "./pages.js";
import { SettingsPage } from "./settings.js";
import { ValueForm } from "./ValueForm.js";

const W = words.values;
const pathOf = (key) => `/api/settings/${encodeURIComponent(key)}`;

/** The screen. */
export default function Values() {
  const [editing, setEditing] = useState(null);
  const add = mayWrite() && !editing && html`<${Button} tone="primary" icon="plus" onClick=${() => setEditing({})}>${W.add}<//>`;
  return html`<${SettingsPage} tab="values" actions=${add}><${Body} editing=${editing} onEdit=${setEditing} /><//>`;
}

function Body({ editing, onEdit }) {
  const pages = usePages("/api/settings");
  const attempt = useAttempt();
  const rows = pages.rows?.map((row) => ({ ...row, id: row.key }));
  const keep = (row) => pages.setRows((rows) => [...rows.filter(({ key }) => key !== row.key), row]
    .sort((a, b) => (a.key < b.key ? -1 : 1)));

  const saved = (row) => {
    keep(row);
    onEdit(null);
    toast(W.saved(row.key), { tone: "good" });
  };
  const change = (row) => attempt.run(async () => onEdit((await get(pathOf(row.key))).data));
  const remove = (row) => attempt.run(async () => {
    await del(pathOf(row.key), { ifMatch: `"${row.version}"` }).catch((problem) => {
      if (problem.status !== 412) throw problem;
      pages.reload();
      throw Object.assign(problem, { detail: words.changedMeanwhile });
    });
    pages.setRows((rows) => rows.filter(({ key }) => key !== row.key));
    const back = async () => keep((await put(pathOf(row.key), { value: row.value })).data);
    toast(W.removed(row.key), { action: { label: words.undo, run: () => attempt.run(back) } });
  });
  const columns = [
    { key: "key", label: W.key, width: "wide", render: (row) => html`<code class="mono">${row.key}</code>` },
    { key: "value", label: W.value, width: "wide", render: (row) => html`<code class="mono small value-cell">${JSON.stringify(row.value)}</code>` },
    { key: "updated_at", label: W.changed, render: (row) => html`<${Time} value=${row.updated_at} />` },
    ...(mayWrite() ? [{ key: "acts", label: W.acts, align: "end", render: (row) => html`<div class="row row-end">
      <${Button} size="small" tone="quiet" onClick=${() => change(row)} aria-label=${`${W.change}: ${row.key}`}>${W.change}<//>
      <${Button} size="small" tone="quiet" onClick=${() => remove(row)} aria-label=${`${W.remove}: ${row.key}`}>${W.remove}<//>
    </div>` }] : []),
  ];
  return html`<${Fragment}>
    <p class="muted">${W.intro}</p>
    ${editing && html`<${Card} title=${editing.key ? W.edit : W.add}>
      <${ValueForm} key=${editing.key ?? ""} row=${editing} onSaved=${saved} onCancel=${() => onEdit(null)} />
    <//>`}
    ${attempt.problem && html`<${Banner} tone="bad" onClose=${attempt.clear}>${attempt.problem.detail ?? attempt.problem.message}<//>`}
    ${pages.problem && html`<${ProblemView} problem=${pages.problem} onRetry=${pages.reload} />`}
    ${!rows && !pages.problem && html`<${Skeleton} lines=${3} />`}
    ${rows?.length === 0 && !editing && html`<${Empty} icon="settings" title=${W.empty}>${W.emptyText}<//>`}
    ${rows?.length > 0 && html`<${Table} caption=${W.title} columns=${columns} rows=${rows} compact=${["key", "value", "acts"]} />`}
    <${LoadMore} cursor=${pages.cursor} busy=${pages.busy} onMore=${pages.more} />
  <//>`;
}
