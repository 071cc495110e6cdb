/** `/platform/tenants/<id>`: one tenant, its limits, and whether it is open. */
import { Fragment, html, useEffect, useState } from "../core/html.js";
import { del, get, post } from "../core/http.js";
import { number } from "../core/format.js";
import { toast } from "../core/toasts.js";
import { words } from "../core/words/platform.js";
import { useSubmission } from "../tenant/submission.js";
import { Banner } from "../ui/Banner.js";
import { Button } from "../ui/Button.js";
import { Card } from "../ui/Card.js";
import { Copy } from "../ui/Copy.js";
import { confirmDialog } from "../ui/Dialog.js";
import { ProblemView } from "../ui/ProblemView.js";
import { Skeleton } from "../ui/Skeleton.js";
import { Time } from "../ui/Time.js";
import { LimitsForm } from "./LimitsForm.js";
import { PlatformPage } from "./layout.js";
import { SuspendForm } from "./SuspendForm.js";
import { TenantState } from "./tenants.js";
import { Usage } from "./Usage.js";

const W = words.tenant;

/** The screen. @param {{params: {id: string}}} props */
export default function PlatformTenant({ params }) {
  const path = `/admin/tenants/${encodeURIComponent(params.id)}`;
  const [row, setRow] = useState(null);
  const [problem, setProblem] = useState(null);
  const load = async () => {
    try {
      setRow((await get(path)).data);
      setProblem(null);
    } catch (problem) {
      setProblem(problem);
    }
  };
  useEffect(() => void load(), [path]);
  return html`<${PlatformPage} tab="tenants" title=${row?.name ?? words.tabs.tenants}>
    ${problem && html`<${ProblemView} problem=${problem} onRetry=${load} />`}
    ${!row && !problem && html`<${Skeleton} lines=${6} />`}
    ${row && !problem && html`<${Fragment}>
      <${Facts} row=${row} />
      <${Usage} row=${row} />
      ${!row.deleted_at && html`<${LimitsForm} key=${row.version} row=${row} path=${path} onSaved=${setRow} onReload=${load} />`}
      ${!row.deleted_at && html`<${SuspendForm} row=${row} path=${path} onSaved=${setRow} />`}
      <${CloseCard} row=${row} path=${path} onSaved=${setRow} onReload=${load} />
    <//>`}
  <//>`;
}

function Facts({ row }) {
  const facts = [
    [words.tenants.state, html`<${TenantState} row=${row} />`],
    [words.tenants.slug, html`<code class="mono">${row.slug}</code>`],
    [W.kind, row.kind],
    [words.tenants.members, number(row.members)],
    ...(row.kind === "personal" ? [] : [[W.invitation, row.members === 0 ? W.invited : W.accepted]]),
    [W.factor, row.require_second_factor ? W.yes : W.no],
    [words.tenants.created, html`<${Time} value=${row.created_at} />`],
    [W.id, html`<span class="row"><code class="mono small">${row.id}</code><${Copy} value=${row.id} /></span>`],
  ];
  return html`<dl class="facts">${facts.map(([label, value]) => html`<div key=${label}><dt>${label}</dt><dd>${value}</dd></div>`)}</dl>`;
}

function CloseCard({ row, path, onSaved, onReload }) {
  const submission = useSubmission();
  const close = async () => {
    const sure = await confirmDialog({
      title: W.closeTitle(row.name), body: W.closeBody(row.members), confirm: W.close, tone: "danger", typed: row.slug,
    });
    if (!sure) return;
    await submission.run(async () => {
      await del(path);
      toast(W.isClosed(row.name), { tone: "good" });
      await onReload();
    });
  };
  const restore = () => submission.run(async (key) => {
    onSaved((await post(`${path}/restore`, undefined, { key })).data);
    toast(W.restored(row.name), { tone: "good" });
  });
  return html`<${Card} title=${W.close}>
    <div class="stack stack-3">
      ${submission.problem && html`<${Banner} tone="bad">${submission.problem.detail ?? submission.problem.message}<//>`}
      ${row.deleted_at
        ? html`<p class="muted">${W.removal} <${Time} value=${row.deleted_at} /></p>
            <div class="row"><${Button} icon="rotate-ccw" busy=${submission.busy} onClick=${restore}>${W.restore}<//></div>`
        : html`<p class="muted">${W.closeText}</p>
            <div class="row"><${Button} tone="danger" busy=${submission.busy} onClick=${close}>${W.close}<//></div>`}
    </div>
  <//>`;
}
