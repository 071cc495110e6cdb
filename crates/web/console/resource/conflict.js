/** What two people changed at once: the three values of each field, to choose from. */
import { html, useState } from "../core/html.js";
import { words } from "../core/words/resource.js";
import { Button } from "../ui/Button.js";
import { Dialog } from "../ui/Dialog.js";
import { Time } from "../ui/Time.js";
import { same } from "./merge.js";
import { Value } from "./values.js";

const SIDES = ["theirs", "mine", "base"];

function Choice({ field, conflict, side, chosen, onChoose }) {
  return html`<label class="conflict-choice">
    <input type="radio" name=${`conflict-${field.name}`} checked=${chosen === side} onChange=${() => onChoose(side)} />
    <span class="stack"><span class="small muted">${words.conflict[side]}</span>
      <span class="conflict-value"><${Value} field=${field} row=${{ [field.name]: conflict[side] }} link /></span></span>
  </label>`;
}

/**
 * The dialog of a conflict; Escape leads back to the form, with everything kept.
 * @param {{resource: Resource, fields: Field[], clash: Joined<"conflict"> & {from: Row}, busy: boolean,
 *   onSave: (chosen: Row) => void, onClose: () => void}} props
 */
export function Conflict({ resource, fields, clash, busy, onSave, onClose }) {
  const [chosen, setChosen] = useState({});
  const fieldOf = (name) => fields.find((one) => one.name === name) ?? resource.field(name);
  const open = clash.conflicts.some(({ field }) => !chosen[field]);
  const inConflict = new Set(clash.conflicts.map(({ field }) => field));
  const joined = fields.filter(({ name }) => !inConflict.has(name) && !same(clash.theirs[name], clash.from[name]));
  const save = () => {
    const values = Object.fromEntries(clash.conflicts.map((one) => [one.field, one[chosen[one.field]]]));
    onSave({ ...clash.merged, ...values });
  };
  const actions = html`<${Button} onClick=${onClose} disabled=${busy}>${words.conflict.cancel}<//>
    <${Button} tone="primary" busy=${busy} disabled=${open} onClick=${save}>${words.conflict.save}<//>`;
  return html`<${Dialog} open title=${words.conflict.title} onClose=${onClose} actions=${actions} size="large">
    <div class="stack stack-4">
      <p>${words.conflict.text} <span class="muted small">${words.conflict.when}: <${Time} value=${clash.row.updated_at} /></span></p>
      ${clash.conflicts.map((conflict) => {
        const field = fieldOf(conflict.field);
        return html`<fieldset key=${field.name} class="conflict"><legend>${field.label}</legend>
          <div class="conflict-choices">${SIDES.map((side) => html`<${Choice} key=${side} field=${field} conflict=${conflict} side=${side}
            chosen=${chosen[field.name]} onChoose=${(next) => setChosen((old) => ({ ...old, [field.name]: next }))} />`)}</div>
        </fieldset>`;
      })}
      ${joined.length > 0 && html`<p class="muted small">${words.conflict.joined(joined.map(({ label }) => label).join(", "))}</p>`}
    </div>
  <//>`;
}

/**
 * The dialog where the row was deleted meanwhile.
 * @param {{resource: Resource, busy: boolean, onRestore: () => void, onClose: () => void}} props
 */
export function Gone({ resource, busy, onRestore, onClose }) {
  const can = Boolean(resource.operations.restore);
  const actions = html`<${Button} onClick=${onClose} disabled=${busy}>${words.conflict.cancel}<//>
    ${can && html`<${Button} tone="primary" busy=${busy} onClick=${onRestore}>${words.conflict.binnedSave}<//>`}`;
  return html`<${Dialog} open title=${words.conflict.binnedTitle} onClose=${onClose} actions=${actions}>
    <p>${can ? words.conflict.binnedText : words.conflict.removedText}</p>
  <//>`;
}
