import { html } from "../core/html.js";
import { words } from "../core/words/ui.js";

/**
 * Links between the parts of a screen, each with an address of its own.
 * @param {{items: {label: string, href: string, current?: boolean}[], label?: string}} props
 */
export function Tabs({ items, label = words.tabs.label }) {
  return html`<nav class="tabs" aria-label=${label}><ul>
    ${items.filter(Boolean).map((item) => html`<li key=${item.href}>
      <a href=${item.href} aria-current=${item.current ? "page" : undefined}>${item.label}</a></li>`)}
  </ul></nav>`;
}
