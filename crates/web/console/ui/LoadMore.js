import { html } from "../core/html.js";
import { words } from "../core/words/ui.js";
import { Button } from "./Button.js";

/**
 * Asks for the next page, while there is one.
 * @param {{cursor: string|null|undefined, busy?: boolean, onMore: () => void}} props
 */
export function LoadMore({ cursor, busy = false, onMore }) {
  if (!cursor) return null;
  return html`<div class="load-more"><${Button} busy=${busy} onClick=${() => onMore()}>${words.more}<//></div>`;
}
