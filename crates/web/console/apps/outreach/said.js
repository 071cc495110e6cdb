/** States and error codes as people read them. */
import { spoken } from "../../resource/values.js";
import { words } from "./words.js";

const REASONS = words.reasons;
const STATES = words.states;

/** Why something failed, or null. @param {string|null} code of the carrier or of the server */
export const reasonOf = (code) => (code ? (REASONS[code] ?? words.code(code)) : null);

/**
 * The state of a message: one whose carrier gave no answer is in doubt.
 * @param {Row} message
 * @returns {{state: string, label: string, icon: string}}
 */
export function stateOf({ status, error_code: code }) {
  const state = status === "failed" && code === "unknown" ? "in_doubt" : status;
  return { state, label: STATES[state] ?? spoken(state), icon: ICONS[state] ?? "clock" };
}

const ICONS = {
  sent: "check", delivered: "circle-check", read: "eye", received: "circle-check", partially_delivered: "circle-check", failed: "circle-alert",
  undelivered: "circle-alert", canceled: "ban", in_doubt: "triangle-alert",
};
