/** One line of the audit log in full: what each field was, and is. */
import { html } from "../core/html.js";
import { dateTime } from "../core/format.js";
import { words } from "../core/words/tenant.js";
import { Button } from "../ui/Button.js";
import { Copy } from "../ui/Copy.js";
import { Dialog } from "../ui/Dialog.js";
import { changesOf, rowLink, sentence } from "./acts.js";

const W = words.audit;
const shown = (value) => (value === undefined || value === null ? "–" : typeof value === "string" ? value : JSON.stringify(value));

/** @param {{line: Row, onClose: () => void}} props */
export function AuditLine({ line, onClose }) {
  const link = rowLink(line);
  const changes = changesOf(line);
  const facts = [
    [W.when, dateTime(line.changed_at)], [W.rowId, line.row_id, true], [W.request, line.request_id, true],
    [W.key, line.api_key_id, true], [W.job, line.job], [W.as, line.impersonator_id, true],
  ].filter(([, value]) => value);
  const acts = html`<div class="row row-end">
    ${link && html`<${Button} href=${link}>${W.open}<//>`}
    <${Button} tone="primary" onClick=${onClose}>${words.close}<//>
  </div>`;
  return html`<${Dialog} open title=${sentence(line)} size="large" onClose=${onClose} actions=${acts}>
    <div class="stack stack-4">
      ${changes.length === 0 ? html`<p class="muted">${W.hidden}</p>` : html`<div class="audit-scroll" tabindex="0" role="group" aria-label=${W.details}>
        <table class="audit-changes">
          <thead><tr><th scope="col">${W.field}</th><th scope="col">${W.before}</th><th scope="col">${W.after}</th></tr></thead>
          <tbody>${changes.map(({ name, before, after }) => html`<tr key=${name}>
            <th scope="row" class="mono small">${name}</th>
            <td class="audit-before">${shown(before)}</td><td class="audit-after">${shown(after)}</td>
          </tr>`)}</tbody>
        </table>
      </div>`}
      <dl class="facts">${facts.map(([label, value, code]) => html`<div key=${label}>
        <dt>${label}</dt>
        <dd class="row">${code ? html`<code class="mono small">${value}</code><${Copy} value=${value} />` : value}</dd>
      </div>`)}</dl>
    </div>
  <//>`;
}
