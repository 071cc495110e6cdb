import { html, useEffect, useRef } from "../core/html.js";
import { words } from "../core/words/ui.js";

/**
 * Links between the parts of a screen, each with an address of its own.
 * @param {{items: {label: string, href: string, current?: boolean}[], label?: string}} props
 */
export function Tabs({ items, label = words.tabs.label }) {
  const bar = useRef(/** @type {HTMLElement|null} */ (null));
  const at = items.findIndex((item) => item?.current);
  useEffect(() => {
    const link = /** @type {HTMLElement|null} */ (bar.current?.querySelector("[aria-current]"));
    if (link) bar.current.scrollLeft = link.offsetLeft - bar.current.offsetLeft - (bar.current.clientWidth - link.offsetWidth) / 2;
  }, [at]);
  return html`<nav class="tabs" ref=${bar} aria-label=${label}><ul>
    ${items.filter(Boolean).map((item) => html`<li key=${item.href}>
      <a href=${item.href} aria-current=${item.current ? "page" : undefined}>${item.label}</a></li>`)}
  </ul></nav>`;
}
