import { html } from "../core/html.js";
import { hue, initials } from "../core/format.js";
import { memberName } from "../core/tenant.js";
import { words } from "../core/words/ui.js";

/**
 * A person, with the first letters of the name in a colour of their own.
 * @param {{id?: string|null, name?: string|null}} props `id`: a member's, whose name is looked up
 */
export function Person({ id, name }) {
  const known = name ?? (id ? memberName(id) : null);
  const shown = known ?? (id ? id.slice(0, 8) : words.person.unknown);
  return html`<span class="person"><span class=${`avatar hue-${hue(id ?? shown)}`} aria-hidden="true">${initials(shown)}</span>
    <span class="person-name">${shown}</span></span>`;
}
