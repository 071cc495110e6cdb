/** What came of a webhook's newest message: each webhook is asked once, four at a time. */
import { signal } from "../../core/html.js";
import { get } from "../../core/http.js";
import { each } from "../../resource/pool.js";

/** By the row of a webhook; a row that was read anew is asked anew. */
const known = new WeakMap();
let waiting = [];

async function read() {
  const rows = waiting;
  waiting = [];
  await each(rows, async (row) => {
    const answer = known.get(row);
    try {
      const { data } = await get(`/api/webhooks/${row.id}/deliveries`, { query: { limit: 5 }, quiet: true });
      answer.value = { delivery: data.items.find(({ attempts }) => attempts > 0) ?? null };
    } catch {
      answer.value = { unknown: true };
    }
  });
}

/**
 * The newest delivery that was tried, undefined until it is known.
 * @param {Row} row a webhook
 * @returns {{delivery?: Row|null, unknown?: boolean}|undefined}
 */
export function lastOf(row) {
  if (!known.has(row)) {
    known.set(row, signal(undefined));
    waiting.push(row);
    if (waiting.length === 1) queueMicrotask(read);
  }
  return known.get(row).value;
}

/** Takes the newest deliveries of a webhook, where a screen has read them. @param {Row} row @param {Row[]} newest */
export function hear(row, newest) {
  if (known.has(row)) known.get(row).value = { delivery: newest.find(({ attempts }) => attempts > 0) ?? null };
}

/** Whether a delivery that was tried didn't arrive, so far. @param {Row|null|undefined} delivery */
export const isLost = (delivery) => Boolean(delivery && (delivery.status === "failed" || delivery.error));
