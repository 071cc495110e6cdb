/** The frame of every screen before the sign-in: a centred card, the product's name, links to the other ways in. */
import { html, useEffect, useRef } from "../core/html.js";
import { setTitle } from "../core/title.js";
import { words } from "../core/words/auth.js";

/** Whether a screen of this part was shown before: the heading takes the focus from then on, where no field has it. */
let shown = false;

/**
 * A centred card.
 * @param {{title: string, subtitle?: any, links?: {href: string, label: string}[], children: any}} props `links` stand
 *   under the card
 */
export function AuthCard({ title, subtitle, links = [], children }) {
  const heading = useRef(null);
  const card = useRef(null);
  useEffect(() => {
    setTitle(title);
    if (shown && !card.current?.contains(document.activeElement)) heading.current?.focus();
    shown = true;
  }, [title]);
  return html`
    <div class="auth-page">
      <p class="auth-product"><span class="auth-mark" aria-hidden="true"></span>${words.product}</p>
      <div class="auth-card" ref=${card}>
        <div class="auth-head">
          <h1 tabindex="-1" ref=${heading}>${title}</h1>
          ${subtitle && html`<p class="muted">${subtitle}</p>`}
        </div>
        ${children}
      </div>
      ${links.length > 0 &&
      html`<nav class="auth-links" aria-label=${words.footer.label}>
        ${links.map(({ href, label }) => html`<a key=${href} href=${href}>${label}</a>`)}
      </nav>`}
    </div>
  `;
}
