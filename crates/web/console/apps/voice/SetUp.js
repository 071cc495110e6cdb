/** What to enter at the provider, so that the number's calls and messages come here. */
import { html } from "../../core/html.js";
import { Badge } from "../../ui/Badge.js";
import { Banner } from "../../ui/Banner.js";
import { Card } from "../../ui/Card.js";
import { Copy } from "../../ui/Copy.js";
import { Receiving, ReceivingText } from "./Receiving.js";
import { words } from "./words.js";

const W = words.phone;
const KINDS = ["voice", "sms", "status"];

/** Whether a carrier can reach a URL: it isn't this computer's, and is encrypted. @param {string} url */
function isPublic(url) {
  try {
    const { protocol, hostname } = new URL(url);
    return protocol === "https:" && !/^(localhost|127\.|\[::1\]|10\.|192\.168\.)/.test(hostname);
  } catch {
    return false;
  }
}

function Address({ kind, phone }) {
  const url = phone.webhook_urls?.[kind] ?? "";
  const differs = (phone.webhook_differences ?? []).some((word) => word.startsWith(`${kind}_`));
  return html`<div class="address">
    <dt class="row">${W.urls[kind]}${differs && html`<${Badge} tone="warn">${W.differs}<//>`}</dt>
    <dd><code class="address-url">${url}</code><${Copy} value=${url} label=${W.copy} name=${W.copyOf(W.urls[kind])} /></dd>
  </div>`;
}

/** The card. @param {{phone: Row}} props */
export function SetUp({ phone }) {
  const simulated = phone.provider === "simulated";
  const local = !simulated && !isPublic(phone.webhook_urls?.voice ?? "");
  return html`<${Card} title=${W.setUp} actions=${html`<${Receiving} phone=${phone} />`}>
    ${phone.blocked_reason && html`<${Banner} tone="bad">${W.blocked(phone.blocked_reason)}<//>`}
    ${local && html`<${Banner} tone="warn">${W.local}<//>`}
    <${ReceivingText} phone=${phone} />
    <p>${simulated ? W.known : W.enter}</p>
    <dl class="addresses">${KINDS.map((kind) => html`<${Address} key=${kind} kind=${kind} phone=${phone} />`)}</dl>
  <//>`;
}
