/** The control of a field, by its kind. */
import { html } from "../core/html.js";
import { get } from "../core/http.js";
import { memberName } from "../core/tenant.js";
import { words } from "../core/words/resource.js";
import { Combobox } from "../ui/Combobox.js";
import { DateInput } from "../ui/DateInput.js";
import { DateTimeInput } from "../ui/DateTimeInput.js";
import { JsonInput } from "../ui/JsonInput.js";
import { NumberInput } from "../ui/NumberInput.js";
import { SecretInput } from "../ui/SecretInput.js";
import { Select } from "../ui/Select.js";
import { Switch } from "../ui/Switch.js";
import { TagsInput } from "../ui/TagsInput.js";
import { TextArea } from "../ui/TextArea.js";
import { TextInput } from "../ui/TextInput.js";
import { findRows, knownTitle } from "./titles.js";
import { spoken } from "./values.js";

const typed = (type, inputmode) => ({ field, control }) =>
  html`<${TextInput} ...${control} type=${type} inputmode=${inputmode} maxlength=${field.maxLength} autocomplete="off" />`;

/** The options of a select, as people read them. @param {Field} field */
const optionsOf = (field) =>
  (field.options ?? []).filter((one) => one !== null).map((one) => (one?.value === undefined ? { value: one, label: spoken(one) } : one));

async function findMembers(text) {
  const wanted = text.toLowerCase();
  const { data } = await get("/api/members", { query: { limit: 100 } });
  return data.items
    .map((one) => ({ value: one.user_id, label: one.name ?? one.email, hint: one.email }))
    .filter((option) => `${option.label} ${option.hint ?? ""}`.toLowerCase().includes(wanted))
    .slice(0, 20);
}

const lines = (value) => (Array.isArray(value) ? value.join("\n") : (value ?? ""));
const split = (text) => text.split(/[\s,]+/).filter(Boolean);

const WIDGETS = {
  text: typed("text"),
  email: typed("email", "email"),
  phone: typed("tel", "tel"),
  e164: typed("tel", "tel"),
  url: typed("url", "url"),
  uuid: typed("text"),
  long: ({ field, control }) => html`<${TextArea} ...${control} rows="5" maxlength=${field.maxLength} />`,
  integer: ({ field, control }) => html`<${NumberInput} ...${control} step="1" min=${field.min} max=${field.max} />`,
  decimal: ({ field, control }) => html`<${NumberInput} ...${control} step="any" min=${field.min} max=${field.max} />`,
  boolean: ({ field, control }) => html`<${Switch} ...${control} label=${field.label} value=${control.value === true} />`,
  select: ({ field, control }) =>
    html`<${Select} ...${control} options=${optionsOf(field)} empty=${field.required ? undefined : words.value.none} />`,
  tags: ({ control }) => html`<${TagsInput} ...${control} />`,
  uuids: ({ control }) =>
    html`<${TextArea} ...${control} rows="3" value=${lines(control.value)} onChange=${(text) => control.onChange(split(text))} />`,
  date: ({ control }) => html`<${DateInput} ...${control} />`,
  timestamp: ({ control }) => html`<${DateTimeInput} ...${control} />`,
  reference: ({ field, control }) => html`<${Combobox} ...${control} load=${(text) => findRows(field.refers, text)}
    labelOf=${(id) => knownTitle(field.refers, id)} />`,
  member: ({ control }) => html`<${Combobox} ...${control} load=${findMembers} labelOf=${memberName} />`,
  secret: ({ control }) => html`<${SecretInput} ...${control} />`,
  json: ({ control }) => html`<${JsonInput} ...${control} />`,
};

/** What a control holds where there is no value. */
const NOTHING = { tags: [], uuids: [] };

/**
 * The control of a field.
 * @param {{field: Field, control: object, value: unknown, onChange: (value: unknown) => void, disabled?: boolean}} props
 *   `control`: what `Field` hands to its child; a field with `draw`, of a screen made by hand, is drawn by that
 */
export function Widget({ field, control, value, onChange, disabled = false }) {
  const kind = field.kind === "reference" && !field.refers ? "uuid" : field.kind;
  const draw = field.draw ?? WIDGETS[kind] ?? WIDGETS.text;
  return draw({ field, control: { ...control, value: value ?? NOTHING[kind] ?? (kind === "json" ? null : ""), onChange, disabled } });
}
