/** A webhook's state, and what came of its newest message. */
import { html } from "../../core/html.js";
import { Badge } from "../../ui/Badge.js";
import { Time } from "../../ui/Time.js";
import { isLost, lastOf } from "./last.js";
import { words as W } from "./words.js";

const TONES = { active: "good", paused: "muted", disabled: "bad", failing: "warn", pending: "muted", sending: "info", delivered: "good", failed: "bad" };

/** Active, paused, disabled; failing, where the newest message didn't arrive. @param {{row: Row, link?: boolean}} props */
export function State({ row, link = false }) {
  // The history has states of the past, without the row.
  const last = row.id && row.status === "active" ? lastOf(row)?.delivery : null;
  const state = isLost(last) ? "failing" : row.status;
  const why = state === "failing" ? W.state.failingText : row.status === "disabled" ? W.state.why[row.disabled_reason] : null;
  return html`<span class="row"><${Badge} tone=${TONES[state]}>${W.state[state] ?? state}<//>${link && why && html`<span class="small muted">${why}</span>`}</span>`;
}

/** The newest message's answer, and when it came. @param {{row: Row}} props */
export function LastResult({ row }) {
  const last = lastOf(row);
  if (!last) return html`<span class="skeleton-line hook-waiting" aria-hidden="true"></span>`;
  if (last.unknown) return html`<span class="muted">${W.unknown}</span>`;
  if (!last.delivery) return html`<span class="muted">${W.nothingSent}</span>`;
  return html`<${Answer} delivery=${last.delivery} /> <span class="muted small"><${Time} value=${last.delivery.updated_at} /></span>`;
}

/** What the receiver answered, else what went wrong. @param {{delivery: Row}} props */
export function Answer({ delivery }) {
  if (delivery.response_status) {
    return html`<span class=${isLost(delivery) ? "hook-lost" : "hook-arrived"}>${delivery.response_status}</span>`;
  }
  return delivery.error ? html`<span class="hook-lost">${delivery.error}</span>` : html`<span class="muted">–</span>`;
}

/** A delivery's state in a word. @param {{row: Row}} props */
export function DeliveryState({ row }) {
  const again = row.status === "pending" && row.attempts > 0;
  return html`<${Badge} tone=${again ? "warn" : TONES[row.status]}>${again ? W.deliveries.retrying : (W.deliveries.states[row.status] ?? row.status)}<//>`;
}
