/** What became of the user's last message: sent, or read, and by which of the others. */
import { html } from "../../core/html.js";
import { me } from "../../core/session.js";
import { nameOf, othersOf } from "./names.js";
import { lastOf } from "./thread.js";
import { words } from "./words.js";

const SHOWN = 3;

/** @param {{thread: import("./thread.js").Thread, row: Row, isSending: boolean}} props */
export function Status({ thread, row, isSending }) {
  const { blocks, last } = thread.state.value;
  const message = lastOf(blocks, last);
  if (!message || message.owner_id !== me.value?.user.id || message.body === null || isSending) return null;
  const others = othersOf(row.id) ?? [];
  const readers = others.filter((one) => one.read_seq >= last).map((one) => nameOf(one.user_id));
  const names = readers.length > SHOWN ? words.and(readers.slice(0, SHOWN - 1), readers.length - SHOWN + 1) : readers.join(", ");
  return html`<p class="thread-status muted small">${readers.length === 0 ? words.sent : others.length === 1 ? words.read : words.readBy(names)}</p>`;
}
