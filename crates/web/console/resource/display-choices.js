/** What one may choose of how a list is shown: its columns and its density, for all browsers of the user. */
import { html, useEffect, useId, useRef } from "../core/html.js";
import { prefer, preferences } from "../core/preferences.js";
import { words } from "../core/words/transfer.js";
import { Button } from "../ui/Button.js";
import { Checkbox } from "../ui/Checkbox.js";
import { chosenColumns, columnNames, fieldOf } from "./columns.js";
import { complain } from "./remove.js";

const W = words.display;
const DENSITIES = ["comfortable", "compact"];

const keep = (change) => prefer(change).catch(complain);

/** Keeps which columns a list has; null: those it comes with. @param {string} list @param {string[]|null} names */
function keepColumns(list, names) {
  keep(({ columns, ...before }) => {
    const { [list]: _, ...others } = columns ?? {};
    return { ...before, columns: names ? { ...others, [list]: names } : others };
  });
}

/** @param {{resource: Resource}} props */
export function DisplayChoices({ resource }) {
  const { density = DENSITIES[0] } = preferences.value;
  const name = useId();
  const first = useRef(null);
  useEffect(() => first.current?.querySelector("input:checked")?.focus(), []);
  const chosen = chosenColumns(resource);
  const own = preferences.value.columns?.[resource.plural] || density !== DENSITIES[0];
  const names = columnNames(resource);
  const toggle = (one, on) => keepColumns(resource.plural, names.filter((other) => (other === one ? on : chosen.includes(other))));
  const reset = () => {
    keepColumns(resource.plural, null);
    keep(({ density: _, ...before }) => before);
  };
  return html`<div class="stack stack-4" ref=${first}>
    <fieldset class="display-set"><legend>${W.density}</legend>
      ${DENSITIES.map((one) => html`<label key=${one} class="check"><input type="radio" name=${name} checked=${density === one}
        onChange=${() => keep((before) => ({ ...before, density: one }))} /><span>${W.densities[one]}</span></label>`)}
    </fieldset>
    <fieldset class="display-set display-columns"><legend>${W.columns}</legend>
      <div>${names.map((one, at) => html`<${Checkbox} key=${one} label=${fieldOf(resource, one).label} value=${at === 0 || chosen.includes(one)} disabled=${at === 0}
        onChange=${(on) => toggle(one, on)} />`)}</div>
    </fieldset>
    <div><${Button} size="small" tone="quiet" icon="rotate-ccw" disabled=${!own} onClick=${reset}>${W.reset}<//></div>
  </div>`;
}
