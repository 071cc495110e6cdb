/** How an import tells rows apart that are there already, and how the file is read. */
import { html } from "../core/html.js";
import { words } from "../core/words/transfer.js";
import { Card } from "../ui/Card.js";
import { Field } from "../ui/Field.js";
import { Select } from "../ui/Select.js";

const W = words.import;

/** @typedef {{unique: string, existing: string}} How `unique`: the field that tells rows apart, or "" */

/**
 * @param {{fields: Field[], sheet: Sheet, how: How, onChange: (how: How) => void,
 *   onCharset: (charset: string) => void, disabled?: boolean}} props
 */
export function ImportOptions({ fields, sheet, how, onChange, onCharset, disabled = false }) {
  const unique = fields.filter((field) => field.kind === "email").map((field) => ({ value: field.name, label: field.label }));
  const charsets = Object.entries(W.charsets).map(([value, label]) => ({ value, label }));
  return html`<${Card} title=${W.options}>
    <div class="import-options">
      ${unique.length > 0 && html`<${Field} name="unique_by" label=${W.unique} required=${false}>
        ${(control) => html`<${Select} ...${control} value=${how.unique} options=${unique} empty=${W.uniqueNone} disabled=${disabled}
          onChange=${(next) => onChange({ ...how, unique: next })} />`}
      <//>`}
      ${how.unique && html`<${Field} name="existing" label=${W.existing} required=${false}>
        ${(control) => html`<${Select} ...${control} value=${how.existing} disabled=${disabled}
          options=${[{ value: "skip", label: W.existingSkip }, { value: "update", label: W.existingUpdate }]}
          onChange=${(next) => onChange({ ...how, existing: next })} />`}
      <//>`}
      <${Field} name="charset" label=${W.charset} required=${false}>
        ${(control) => html`<${Select} ...${control} value=${sheet.charset} options=${charsets} disabled=${disabled} onChange=${onCharset} />`}
      <//>
    </div>
  <//>`;
}
