import { html } from "../core/html.js";
import { icons } from "./icons.js";

/**
 * A picture of one line's height. Without a label it is decoration.
 * @param {{name: string, label?: string, class?: string}} props
 */
export function Icon({ name, label, class: extra = "" }) {
  const shapes = icons[name] ?? icons.circle;
  return html`<svg class=${`icon ${extra}`} viewBox="0 0 24 24" focusable="false" role=${label ? "img" : undefined}
    aria-label=${label} aria-hidden=${label ? undefined : "true"}>
    ${shapes.map(([Shape, attributes], at) => html`<${Shape} key=${at} ...${attributes} />`)}
  </svg>`;
}
