import { html, useMemo, useState } from "../../core/html.js";
import { number } from "../../core/format.js";
import { Button } from "../../ui/Button.js";
import { Select } from "../../ui/Select.js";
import { segments } from "./segments.js";
import { words } from "./words.js";

const W = words.campaign;
const LISTED = 100;

/** A text as it looks where it arrives. */
function Sheet({ campaign, one }) {
  if (campaign.channel === "sms") return html`<p class="sms-bubble preview-bubble">${one.body}</p>`;
  if (campaign.channel === "voice") return html`<blockquote class="preview-said"><p class="small muted">${W.says}</p><p class="long-value">${one.body}</p></blockquote>`;
  return html`<article class="preview-mail">
    <header class="small">${campaign.from_name && html`<strong>${campaign.from_name}</strong>`}
      <p><span class="muted">${W.subject}</span> ${one.subject}</p></header>
    <p class="long-value">${one.body}</p></article>`;
}

/**
 * What a recipient gets, one of them at a time.
 * @param {{campaign: Row, recipients: Row[]}} props
 */
export function Preview({ campaign, recipients }) {
  const [wanted, setWanted] = useState(0);
  const sum = useMemo(() => recipients.reduce((all, { body }) => all + segments(body).count, 0), [recipients]);
  if (!recipients.length) return html`<p class="muted">${W.noRecipient}</p>`;
  const last = Math.min(recipients.length, LISTED) - 1;
  const at = Math.min(wanted, last);
  const one = recipients[at];
  const options = recipients.slice(0, LISTED).map(({ contact, address }, value) => ({ value, label: `${contact.name}, ${address}` }));
  return html`<div class="row preview-choice">
      <${Button} size="small" icon="arrow-left" label=${W.previous} disabled=${at === 0} onClick=${() => setWanted(at - 1)} />
      <${Select} class="grow" aria-label=${W.recipient} options=${options} value=${at} onChange=${setWanted} />
      <${Button} size="small" icon="arrow-right" label=${W.next} disabled=${at === last} onClick=${() => setWanted(at + 1)} />
    </div>
    <${Sheet} campaign=${campaign} one=${one} />
    ${campaign.channel === "sms" && html`<p class="small muted">${W.sum(segments(one.body).count, number(sum))}</p>`}`;
}
