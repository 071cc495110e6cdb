import { html } from "../core/html.js";
import { words } from "../core/words/ui.js";
import { Icon } from "./Icon.js";

const ICONS = { good: "circle-check", warn: "triangle-alert", bad: "circle-alert", info: "info", muted: "info" };

/**
 * News that concern a whole screen; a bad one is announced at once.
 * @param {{tone?: "good"|"warn"|"bad"|"info"|"muted", action?: unknown, onClose?: () => void, children: unknown}} props
 */
export function Banner({ tone = "info", action, onClose, children }) {
  return html`<div class=${`banner banner-${tone}`} role=${tone === "bad" ? "alert" : "status"}>
    <${Icon} name=${ICONS[tone] ?? "info"} />
    <div class="banner-text">${children}</div>
    ${action && html`<div class="banner-action">${action}</div>`}
    ${onClose && html`<button class="button button-quiet button-small button-bare" type="button" aria-label=${words.banner.close}
      title=${words.banner.close} onClick=${() => onClose()}><${Icon} name="x" /></button>`}
  </div>`;
}
