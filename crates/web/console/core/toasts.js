/** Short notices at the edge of the screen. */
import { signal } from "./html.js";

/** The notices that are shown. @type {import("@preact/signals").Signal<any[]>} */
export const toasts = signal([]);

const SHOWN = 8000;
let last = 0;

/**
 * Shows a notice for some seconds; its action, if there is one, can be taken meanwhile.
 * @param {string} text
 * @param {{action?: {label: string, run: () => any}, tone?: "good"|"warn"|"bad"|"info"}} [options]
 */
export function toast(text, { action, tone = "info" } = {}) {
  const id = (last += 1);
  toasts.value = [...toasts.value.slice(-2), { id, text, action, tone }];
  setTimeout(() => closeToast(id), action ? 2 * SHOWN : SHOWN);
}

/** Takes a notice away. @param {number} id */
export const closeToast = (id) => (toasts.value = toasts.value.filter((one) => one.id !== id));
