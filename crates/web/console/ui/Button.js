import { html } from "../core/html.js";
import { Icon } from "./Icon.js";

/**
 * A button, or with `href` a link that looks like one. While busy it keeps its width and the focus, and does nothing.
 * @param {{onClick?: (event: Event) => void, type?: "button"|"submit", tone?: "primary"|"plain"|"quiet"|"danger", busy?: boolean,
 *   disabled?: boolean, icon?: string, href?: string, size?: "small", label?: string, class?: string, children?: unknown} & Record<string, any>} props
 *   `label`: the name of a button that shows only an icon
 */
export function Button({ onClick, type = "button", tone = "plain", busy = false, disabled = false, icon, href, size, label,
  class: extra = "", className = "", children, ...rest }) {
  const bare = children === undefined || children === null || children === false;
  const classes = `button button-${tone} ${size ? `button-${size}` : ""} ${bare ? "button-bare" : ""} ${extra} ${className}`;
  const inside = html`${icon && html`<${Icon} name=${icon} />`}${!bare && html`<span class="button-text">${children}</span>`}`;
  if (href !== undefined && !disabled) {
    return html`<a class=${classes} href=${href} onClick=${onClick} aria-label=${label} title=${bare ? label : undefined}
      ...${rest}>${inside}</a>`;
  }
  return html`<button class=${classes} type=${type} disabled=${disabled && !busy} aria-busy=${busy ? "true" : undefined}
    aria-disabled=${busy ? "true" : undefined} aria-label=${label} title=${bare ? label : undefined} ...${rest}
    onClick=${(event) => (busy ? event.preventDefault() : onClick?.(event))}>${inside}</button>`;
}
