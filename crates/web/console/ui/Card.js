import { html, useId } from "../core/html.js";

/**
 * A surface for things that belong together.
 * @param {{title?: unknown, actions?: unknown, footer?: unknown, class?: string, children?: unknown}} props
 */
export function Card({ title, actions, footer, class: extra = "", children }) {
  const id = useId();
  return html`<section class=${`card ${extra}`} aria-labelledby=${title ? id : undefined}>
    ${(title || actions) && html`<header class="card-head">
      ${title && html`<h2 id=${id}>${title}</h2>`}
      ${actions && html`<div class="card-actions">${actions}</div>`}
    </header>`}
    <div class="card-body stack">${children}</div>
    ${footer && html`<footer class="card-foot">${footer}</footer>`}
  </section>`;
}
