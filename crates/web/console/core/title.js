/** The tab's title. */
import { effect, signal } from "./html.js";
import { tenant } from "./tenant.js";

const title = signal("");
/** How much is unread, by what counts it. @type {import("@preact/signals").Signal<Record<string, number>>} */
const counts = signal({});

/** Names the screen that is shown. @param {string} text */
export const setTitle = (text) => (title.value = text);

/** Has the title begin with how much is unread: the sum of all that count. @param {string} what @param {number} count */
export const setUnread = (what, count) => (counts.value = { ...counts.peek(), [what]: count });

effect(() => {
  const unread = Object.values(counts.value).reduce((sum, count) => sum + count, 0);
  const name = unread > 0 ? `(${unread}) ${title.value}` : title.value;
  document.title = [name, tenant.value?.name, "Bulkhead"].filter(Boolean).join(" · ");
});
