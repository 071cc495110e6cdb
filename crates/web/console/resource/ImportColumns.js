/** Which column of a file goes to which field. */
import { html, useId } from "../core/html.js";
import { words } from "../core/words/transfer.js";
import { Select } from "../ui/Select.js";

const W = words.import;

/**
 * @param {{sheet: Sheet, fields: Field[], map: ColumnMap, onChange: (map: ColumnMap) => void, disabled?: boolean}} props
 */
export function ImportColumns({ sheet, fields, map, onChange, disabled = false }) {
  const id = useId();
  const options = fields.map((field) => ({ value: field.name, label: field.required ? `${field.label} *` : field.label }));
  return html`<div class="stack stack-3">
    <p class="muted">${W.columnsHelp}</p>
    <table class="plain-table import-columns">
      <thead><tr><th scope="col">${W.column}</th><th scope="col">${W.example}</th><th scope="col">${W.field}</th></tr></thead>
      <tbody>${sheet.columns.map(({ name, examples }, at) => html`<tr key=${name}>
        <th scope="row" id=${`${id}-${at}`}>${name}</th>
        <td class="muted small">${examples.join(" · ").slice(0, 120)}</td>
        <td><${Select} value=${map[name] ?? ""} options=${options} empty=${W.skip} disabled=${disabled} aria-labelledby=${`${id}-${at}`}
          onChange=${(field) => onChange({ ...map, [name]: field || null })} /></td>
      </tr>`)}</tbody>
    </table>
  </div>`;
}
