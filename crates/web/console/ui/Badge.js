import { html } from "../core/html.js";

/**
 * A short word of state. The tone only supports the word.
 * @param {{tone?: "good"|"warn"|"bad"|"info"|"muted", children: unknown}} props
 */
export function Badge({ tone = "muted", children }) {
  return html`<span class=${`badge badge-${tone}`}>${children}</span>`;
}
