/** Messages, gathered by the number that they come from or go to. */
import { tenantPath } from "../../core/tenant.js";
import { useEvery } from "../../resource/fresh.js";

/** The number of the other side. @param {Row} message */
export const otherSide = (message) => (message.direction === "incoming" ? message.from : message.to);

/**
 * The threads of messages, each with its last one.
 * @param {Row[]} rows newest first
 * @returns {{key: string, phone: string, number: string, last: Row}[]}
 */
export function threadsOf(rows) {
  const found = new Map();
  for (const row of rows) {
    const [phone, number] = [row.phone_id, otherSide(row)];
    const key = `${phone} ${number}`;
    if (!found.has(key)) found.set(key, { key, phone, number, last: row });
  }
  return [...found.values()];
}

/** The screen of a thread. @param {string} phone @param {string} number */
export const threadPath = (phone, number) => `${tenantPath("messages")}?${new URLSearchParams({ phone, with: number })}`;

const AGAIN = 4000;
const UNDER_WAY = ["accepted", "scheduled", "queued", "sending"];

/** Whether a message is about to leave: no event tells of the states before the last one. @param {Row} message */
const isUnderWay = ({ direction, status, created_at: at }) =>
  direction === "outgoing" && UNDER_WAY.includes(status) && Date.now() - new Date(at).getTime() < 600_000;

/** Reads messages again while one is under way. @param {{rows: Row[]|null, reload: () => void}} list @param {Row[]} shown */
export function useStates(list, shown) {
  useEvery(shown.some(isUnderWay) ? AGAIN : 0, list.reload);
}
