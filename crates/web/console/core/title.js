/** The tab's title. */
import { effect, signal } from "./html.js";
import { tenant } from "./tenant.js";

const title = signal("");

/** Names the screen that is shown. @param {string} text */
export const setTitle = (text) => (title.value = text);

effect(() => {
  document.title = [title.value, tenant.value?.name, "Bulkhead"].filter(Boolean).join(" · ");
});
