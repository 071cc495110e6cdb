import { html, useEffect, useRef } from "../core/html.js";
import { route } from "../core/router.js";
import { setTitle } from "../core/title.js";
import { words } from "../core/words/ui.js";

/**
 * The frame of a screen: where one is, the heading, what one may do. Sets the tab's title; the heading has the focus after each
 * navigation.
 * @param {{title: string, crumbs?: {label: string, href: string}[], actions?: unknown, subtitle?: unknown, narrow?: boolean,
 *   children: unknown}} props
 */
export function Page({ title, crumbs = [], actions, subtitle, narrow = false, children }) {
  const heading = useRef(null);
  const path = route.value.path;
  useEffect(() => {
    setTitle(title);
  }, [title]);
  useEffect(() => {
    const at = document.activeElement;
    const typing = at instanceof HTMLElement && at.matches("input, textarea, select, [aria-modal] *, dialog *");
    if (!typing) heading.current?.focus({ preventScroll: true });
  }, [path]);
  return html`<div class=${narrow ? "page page-narrow" : "page"}>
    <header class="page-head">
      ${crumbs.length > 0 && html`<nav class="crumbs" aria-label=${words.page.crumbs}><ol>
        ${crumbs.map((one) => html`<li key=${one.href}><a href=${one.href}>${one.label}</a></li>`)}
      </ol></nav>`}
      <div class="page-line">
        <div class="page-title">
          <h1 ref=${heading} tabindex="-1">${title}</h1>
          ${subtitle && html`<p class="muted">${subtitle}</p>`}
        </div>
        ${actions && html`<div class="page-actions">${actions}</div>`}
      </div>
    </header>
    ${children}
  </div>`;
}
