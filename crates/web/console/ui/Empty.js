import { html } from "../core/html.js";
import { Icon } from "./Icon.js";

/**
 * What stands where nothing is yet: what would be here, and how to begin.
 * @param {{icon?: string, title: string, action?: unknown, children?: unknown}} props
 */
export function Empty({ icon = "inbox", title, action, children }) {
  return html`<div class="empty">
    <span class="empty-icon"><${Icon} name=${icon} /></span>
    <p class="empty-title">${title}</p>
    ${children && html`<div class="empty-text muted">${children}</div>`}
    ${action && html`<div class="row empty-action">${action}</div>`}
  </div>`;
}
