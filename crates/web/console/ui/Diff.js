import { html } from "../core/html.js";
import { words } from "../core/words/ui.js";

function plain(value) {
  if (value === null || value === undefined || value === "") return html`<span class="muted">${words.diff.empty}</span>`;
  if (typeof value === "boolean") return value ? words.diff.yes : words.diff.no;
  if (Array.isArray(value) && value.every((one) => typeof one === "string")) return value.join(", ");
  return typeof value === "object" ? html`<code>${JSON.stringify(value)}</code>` : String(value);
}

const labelOf = (fields, name) => (Array.isArray(fields) ? fields.find((one) => one.name === name)?.label : fields?.[name]) ?? name;

/**
 * What changed between two states of a row, field by field.
 * @param {{before: object|null, after: object|null, fields?: {name: string, label: string}[]|Record<string, string>,
 *   render?: (value: unknown, name: string) => unknown}} props `render`: how a value is shown
 */
export function Diff({ before, after, fields, render = plain }) {
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  const changed = names.filter((name) => JSON.stringify(before?.[name]) !== JSON.stringify(after?.[name]));
  if (changed.length === 0) return html`<p class="muted">${words.diff.same}</p>`;
  return html`<div class="diff" role="region" aria-label=${words.diff.after} tabindex="0"><table>
    <thead><tr><th scope="col">${words.diff.field}</th><th scope="col">${words.diff.before}</th><th scope="col">${words.diff.after}</th></tr></thead>
    <tbody>${changed.map((name) => html`<tr key=${name}><th scope="row">${labelOf(fields, name)}</th>
      <td class="diff-before">${render(before?.[name], name)}</td><td class="diff-after">${render(after?.[name], name)}</td></tr>`)}</tbody>
  </table></div>`;
}
