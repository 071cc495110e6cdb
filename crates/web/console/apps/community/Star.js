/** The star of a university or a course. */
import { createContext, html, useContext } from "../../core/html.js";
import { resource as resourceOf } from "../../core/api.js";
import { Icon } from "../../ui/Icon.js";
import { useMarks } from "./marks.js";
import { words } from "./words.js";

/** The favourites of the user, for all stars of a screen. */
export const Favourites = createContext(/** @type {any} */ (null));

const keyOf = (type, id) => `${type} ${id}`;

/** The user's favourites. */
export const useFavourites = () => useMarks(resourceOf("favourites"), {}, (row) => keyOf(row.item_type, row.item_id));

/** @param {{type: "university"|"course", row: Row}} props */
export function Star({ type, row }) {
  const favourites = useContext(Favourites);
  const key = keyOf(type, row.id);
  const on = favourites.has(key);
  if (!favourites.may) return on ? html`<${Icon} name="star" class="star-on" label=${words.starred} />` : null;
  return html`<button class="star" type="button" aria-pressed=${on ? "true" : "false"} aria-label=${words.star(on, row.name)} title=${words.star(on, row.name)}
    disabled=${!favourites.rows.value} onClick=${() => favourites.toggle(key, { item_type: type, item_id: row.id })}>
    <${Icon} name="star" class=${on ? "star-on" : ""} /></button>`;
}
