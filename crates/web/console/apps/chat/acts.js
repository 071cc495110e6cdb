/** What keys and clicks do at messages. */
import { useCallback } from "../../core/html.js";
import { del } from "../../core/http.js";
import { mayWrite } from "../../core/tenant.js";
import { complain } from "../../resource/remove.js";
import { confirmDialog } from "../../ui/Dialog.js";
import { words } from "./words.js";

/**
 * The message before or after one, over the edges of blocks.
 * @param {HTMLElement} item @param {"previous"|"next"} way @returns {HTMLElement|null}
 */
function beside(item, way) {
  const isBack = way === "previous";
  const step = (one) => (isBack ? one.previousElementSibling : one.nextElementSibling);
  /** @type {any} */
  let at = item;
  do {
    let next = step(at);
    for (let list = at.parentElement; !next && list; ) {
      list = step(list);
      next = isBack ? list?.lastElementChild : list?.firstElementChild;
    }
    at = next;
  } while (at && !at.matches(".bubble"));
  return at;
}

/** Up and down go from message to message, Escape goes back to where one writes. @param {KeyboardEvent} event */
export function move(event) {
  const box = /** @type {HTMLElement} */ (event.currentTarget);
  const target = /** @type {HTMLElement} */ (event.target);
  if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return;
  const item = /** @type {HTMLElement|null} */ (target.closest(".bubble"));
  if (event.key === "Escape") {
    event.preventDefault();
    /** @type {HTMLElement|null} */ (box.closest(".thread").querySelector(".composer textarea"))?.focus();
  } else if (event.key === "ArrowUp" || event.key === "ArrowDown") {
    const isBack = event.key === "ArrowUp";
    const last = isBack && !item ? [...box.querySelectorAll(".bubble")].at(-1) : null;
    const to = item ? beside(item, isBack ? "previous" : "next") : /** @type {HTMLElement|undefined} */ (last);
    if (!to) return;
    event.preventDefault();
    to.focus();
  } else if (event.key === "Delete" && item && item === target) {
    /** @type {HTMLElement|null} */ (item.querySelector(".bubble-delete"))?.click();
  }
}

/**
 * What a click at the messages does: deletes one of one's own.
 * @param {import("./thread.js").Thread} thread @param {Row} row the conversation @param {{current: HTMLElement|null}} box
 */
export function useActs(thread, row, box) {
  return useCallback(async (event) => {
    const item = event.target.closest(".bubble-delete")?.closest(".bubble");
    if (!item || !mayWrite()) return;
    const { id, version } = item.dataset;
    const sure = await confirmDialog({ title: words.deleteTitle, body: words.deleteText, confirm: words.deleteYes, tone: "danger" });
    if (!sure) return;
    try {
      await del(`/api/conversations/${row.id}/messages/${id}`, { ifMatch: `"${version}"` });
      await thread.reread(id);
    } catch (problem) {
      complain(problem);
    }
    /** @type {HTMLElement|null|undefined} */ (box.current?.querySelector(`[data-id="${id}"]`))?.focus();
  }, [thread, row.id]);
}
