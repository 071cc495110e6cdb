/** What became of each row of a bulk act. */
import { html } from "../core/html.js";
import { words } from "../core/words/transfer.js";
import { Badge } from "../ui/Badge.js";
import { Button } from "../ui/Button.js";
import { Dialog } from "../ui/Dialog.js";
import { reason } from "./bulk-acts.js";
import { screenPath, titleOf } from "./paths.js";

const W = words.bulk;

/**
 * @param {{resource: Resource, report: {outcomes: Outcome<Row, Row>[], retry: (() => void)|null}, onClose: () => void}} props the failed rows stand first
 */
export function BulkReport({ resource, report, onClose }) {
  const ok = report.outcomes.filter((one) => one.ok).length;
  const sorted = [...report.outcomes].sort((a, b) => Number(a.ok) - Number(b.ok));
  const actions = html`${report.retry && html`<${Button} onClick=${report.retry}>${W.again}<//>`}
    <${Button} tone="primary" onClick=${onClose}>${W.done}<//>`;
  return html`<${Dialog} open title=${W.report(ok, report.outcomes.length)} onClose=${onClose} actions=${actions}>
    <div class="bulk-report">
      <table class="plain-table">
        <thead><tr><th scope="col">${W.row}</th><th scope="col">${W.outcome}</th></tr></thead>
        <tbody>${sorted.map(({ item, ok: done, problem }) => html`<tr key=${item.id}>
          <th scope="row"><a href=${screenPath(resource, item.id)}>${titleOf(resource, item) ?? item.id.slice(0, 8)}</a></th>
          <td>${done ? html`<${Badge} tone="good">${W.ok}<//>` : html`<span class="bulk-wrong">${reason(problem)}</span>`}</td>
        </tr>`)}</tbody>
      </table>
    </div>
  <//>`;
}
