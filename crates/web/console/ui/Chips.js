import { html } from "../core/html.js";
import { words } from "../core/words/ui.js";
import { Icon } from "./Icon.js";

/**
 * What a list is narrowed by, each to be taken away.
 * @param {{items: {label: string, value: unknown, onRemove: () => void}[], onClear?: () => void}} props
 */
export function Chips({ items, onClear }) {
  if (items.length === 0) return null;
  return html`<ul class="chips" aria-label=${words.chips.label}>
    ${items.map((item) => html`<li class="chip" key=${`${item.label}:${item.value}`}>
      <span class="chip-text"><span class="muted">${item.label}</span> ${item.value}</span>
      <button type="button" aria-label=${words.chips.remove(item.label, item.value)} onClick=${() => item.onRemove()}><${Icon} name="x" /></button>
    </li>`)}
    ${onClear && items.length > 1 && html`<li><button class="chips-clear" type="button" onClick=${() => onClear()}>${words.chips.clear}</button></li>`}
  </ul>`;
}
