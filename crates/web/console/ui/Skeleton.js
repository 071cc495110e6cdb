import { html } from "../core/html.js";
import { words } from "../core/words/ui.js";

/**
 * Grey lines in the place of what is on its way.
 * @param {{lines?: number}} props
 */
export function Skeleton({ lines = 3 }) {
  return html`<div class="skeleton" role="status"><span class="visually-hidden">${words.skeleton}</span>
    ${Array.from({ length: lines }, (_, at) => html`<span key=${at} class="skeleton-line" aria-hidden="true"></span>`)}
  </div>`;
}
