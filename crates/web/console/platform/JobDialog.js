/** One job: what it is, what went wrong, and how it is tried again. */
import { html } from "../core/html.js";
import { words } from "../core/words/platform.js";
import { Button } from "../ui/Button.js";
import { Copy } from "../ui/Copy.js";
import { Dialog } from "../ui/Dialog.js";
import { Time } from "../ui/Time.js";
import { TenantLink } from "./TenantLink.js";

const W = words.jobs;
const DEAD = ["failed", "in_doubt"];

/** @param {{row: Row, state: unknown, onClose: () => void}} props `state`: its badge */
export function JobDialog({ row, state, onClose }) {
  const time = (value) => value && html`<${Time} value=${value} />`;
  const facts = [
    [W.state, state], [W.tries, W.of(row.attempts, row.max_tries)], [W.tenant, row.tenant_id && html`<${TenantLink} id=${row.tenant_id} />`],
    [W.error, row.last_error], [W.delivery, W.deliveries[row.delivery] ?? row.delivery], [W.created, time(row.created_at)], [W.due, time(row.due_at)],
    [W.lease, time(row.lease_until)], [W.finished, time(row.finished_at)],
    [W.id, html`<span class="row"><code class="mono small">${row.id}</code><${Copy} value=${row.id} /></span>`],
  ];
  const command = `bulkhead jobs retry ${row.id}`;
  return html`<${Dialog} open title=${row.kind} onClose=${onClose} actions=${html`<${Button} onClick=${onClose}>${W.close}<//>`}>
    <div class="stack stack-4">
      <dl class="fields">${facts.filter(([, value]) => value).map(([label, value]) => html`<div key=${label} class="fields-row"><dt>${label}</dt><dd>${value}</dd></div>`)}</dl>
      ${DEAD.includes(row.state) && html`<p>${row.state === "failed" ? W.retryFailed : W.retryDoubt}</p>
        <div class="secret-box"><code class="mono small">${command}</code><${Copy} value=${command} /></div>`}
    </div>
  <//>`;
}
