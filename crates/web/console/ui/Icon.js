import { html } from "../core/html.js";

const SHAPES = new URL("../icons.svg", import.meta.url).href;

/**
 * A picture of one line's height, from `icons.svg`. Without a label it is decoration.
 * @param {{name: string, label?: string, class?: string}} props
 */
export function Icon({ name, label, class: extra = "" }) {
  return html`<svg class=${`icon ${extra}`} viewBox="0 0 24 24" focusable="false" role=${label ? "img" : undefined}
    aria-label=${label} aria-hidden=${label ? undefined : "true"}><use href=${`${SHAPES}#${name}`} /></svg>`;
}
