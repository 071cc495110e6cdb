/** The dialog that changes one field of many rows. */
import { html, useId, useState } from "../core/html.js";
import { words } from "../core/words/transfer.js";
import { Button } from "../ui/Button.js";
import { Dialog } from "../ui/Dialog.js";
import { Field } from "../ui/Field.js";
import { Form } from "../ui/Form.js";
import { Select } from "../ui/Select.js";
import { check } from "./checks.js";
import { Widget } from "./widgets.js";

const W = words.bulk;
const empty = (value) => value === "" || value === undefined || value === null;
const normal = (field, value) => {
  if (field.kind === "boolean") return value === true;
  if (empty(value)) return null;
  return field.kind === "integer" && typeof value === "string" ? Number(value) : value;
};

/**
 * @param {{resource: Resource, fields: Field[], rows: Row[], onApply: (field: Field, value: unknown) => void, onClose: () => void}} props
 */
export function BulkChange({ resource, fields, rows, onApply, onClose }) {
  const form = useId();
  const [name, setName] = useState("");
  const [value, setValue] = useState(null);
  const [wrong, setWrong] = useState(null);
  const field = fields.find((one) => one.name === name);
  const pick = (next) => {
    setName(next);
    setValue(null);
    setWrong(null);
  };
  const apply = () => {
    if (!field) return setWrong(words.required);
    const next = normal(field, value);
    const said = next === null && (field.required || field.nullable === false) ? words.required : check(field, next);
    setWrong(said ?? null);
    return said ? undefined : onApply(field, next);
  };
  const label = resource.labels[rows.length === 1 ? 0 : 1];
  const actions = html`<${Button} tone="quiet" onClick=${onClose}>${words.cancel}<//>
    <${Button} tone="primary" type="submit" form=${form} disabled=${!field}>${W.apply(rows.length)}<//>`;
  return html`<${Dialog} open title=${W.title(rows.length, label)} onClose=${onClose} actions=${actions}>
    <${Form} id=${form} onSubmit=${apply}>
      <${Field} name="bulk-field" label=${W.field}>
        ${(control) => html`<${Select} ...${control} value=${name} onChange=${pick} empty=${W.pick}
          options=${fields.map((one) => ({ value: one.name, label: one.label }))} />`}
      <//>
      ${field && html`<${Field} key=${field.name} name=${field.name} label=${field.label} help=${field.help} error=${wrong} optional=${!field.required}>
        ${(control) => html`<${Widget} field=${field} control=${control} value=${value} onChange=${setValue} />`}
      <//>`}
    <//>
  <//>`;
}
