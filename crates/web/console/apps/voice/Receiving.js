/** Whether a phone receives: in a word, and with what is wrong. */
import { html } from "../../core/html.js";
import { Badge } from "../../ui/Badge.js";
import { Banner } from "../../ui/Banner.js";
import { words } from "./words.js";

const W = words.phone;

/** In a word. @param {{phone: Row}} props */
export function Receiving({ phone }) {
  if (phone.blocked_reason) return html`<${Badge} tone="bad">${W.blockedShort}<//>`;
  if (phone.receiving === true) return html`<${Badge} tone="good">${W.receives}<//>`;
  return phone.receiving === false ? html`<${Badge} tone="bad">${W.receivesNot}<//>` : html`<${Badge}>${W.receivesUnknown}<//>`;
}

/** With what the provider has instead, and what to do. @param {{phone: Row}} props */
export function ReceivingText({ phone }) {
  const found = phone.webhook_differences ?? [];
  const wrong = found.length > 0 && html`<ul class="differences">${found.map((word) => html`<li key=${word}>${W.differences[word] ?? word}</li>`)}</ul>`;
  if (phone.receiving === false) return html`<${Banner} tone="bad">${W.receivesNotText}${wrong}<//>`;
  if (phone.receiving === true && wrong) return html`<${Banner} tone="warn">${W.receivesButStatus}${wrong}<//>`;
  return html`<p class="muted">${phone.receiving === true ? W.receivesText : W.receivesUnknownText}</p>`;
}
