/** Messages as they are shown: those of a block, and those on their way. */
import { html } from "../../core/html.js";
import { dateTime, hue, initials } from "../../core/format.js";
import { me } from "../../core/session.js";
import { mayWrite } from "../../core/tenant.js";
import { Button } from "../../ui/Button.js";
import { Icon } from "../../ui/Icon.js";
import { dayName, dayOf, nameOf, timeOf } from "./names.js";
import { retry, settle } from "./outbox.js";
import { words } from "./words.js";

/** Messages of one person that follow each other as fast as this stand together. */
const TOGETHER = 5 * 60_000;
const LINK = /(https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]}'])/;

/** A text with its addresses as links. @param {string} text */
const linked = (text) => text.split(LINK).map((part, at) =>
  (at % 2 ? html`<a href=${part} target="_blank" rel="noopener noreferrer">${part}</a>` : part));

const isTogether = (row, before) =>
  before?.owner_id === row.owner_id && Date.parse(row.created_at) - Date.parse(before.created_at) < TOGETHER && dayOf(row.created_at) === dayOf(before.created_at);

function bubble(row, before, mark) {
  const own = row.owner_id === me.peek()?.user.id;
  const begins = !isTogether(row, before) || row.seq === mark;
  const name = own ? words.you : nameOf(row.owner_id);
  const isNewDay = !before ? row.seq === 1 : dayOf(row.created_at) !== dayOf(before.created_at);
  return html`
    ${isNewDay && html`<li class="thread-line" key=${`day ${row.seq}`}><span>${dayName(row.created_at)}</span></li>`}
    ${row.seq === mark && html`<li class="thread-line thread-line-new" key="mark"><span>${words.unreadMark}</span></li>`}
    <li class=${`bubble ${own ? "bubble-own" : ""} ${begins ? "bubble-first" : ""}`} key=${row.seq} tabindex="-1" data-id=${row.id} data-version=${row.version}>
      ${begins && !own && html`<span class=${`avatar bubble-face hue-${hue(row.owner_id)}`} aria-hidden="true">${initials(name)}</span>`}
      <div class="bubble-box">
        <p class=${begins ? "bubble-head small" : "visually-hidden"}><span class=${own ? "visually-hidden" : "strong"}>${name}</span>
          <time class="muted" datetime=${row.created_at}>${timeOf(row.created_at)}</time></p>
        ${row.body === null ? html`<p class="bubble-text bubble-gone">${words.deleted}</p>`
          : html`<p class="bubble-text" title=${dateTime(row.created_at)}>${linked(row.body)}</p>`}
      </div>
      ${own && row.body !== null && mayWrite() && html`<button class="button button-quiet button-small button-bare bubble-delete" type="button" tabindex="-1"
        aria-label=${words.deleteOne} title=${words.deleteOne}><${Icon} name="trash-2" /></button>`}
    </li>`;
}

/** @param {{at: number, rows: Row[], before: Row|undefined, mark: number|null}} props `at`: the block's number */
export function Bubbles({ at: block, rows, before, mark }) {
  return html`<ol data-block=${block}>${rows.map((row, at) => bubble(row, at ? rows[at - 1] : before, mark))}</ol>`;
}

/** @param {{id: string, bubbles: import("./outbox.js").Bubble[]}} props */
export function Pending({ id, bubbles }) {
  if (bubbles.length === 0) return null;
  return html`<ol>${bubbles.map((one) => html`<li class=${`bubble bubble-own bubble-first bubble-${one.state}`} key=${one.key} tabindex="-1">
    <div class="bubble-box">
      <p class="bubble-text">${linked(one.body)}</p>
      ${one.state === "sending" ? html`<p class="bubble-state muted small" role="status">${words.sending}</p>`
        : html`<p class="bubble-state small" role="alert"><span class="bad"><${Icon} name="circle-alert" /> ${words.failed} ${one.problem.detail}</span>
          <span class="nowrap"><${Button} size="small" icon="refresh-cw" onClick=${() => retry(id, one.key)}>${words.retry}<//>
          <${Button} size="small" tone="quiet" onClick=${() => settle(id, one.key)}>${words.discard}<//></span></p>`}
    </div>
  </li>`)}</ol>`;
}
