/** What keeps fresh by itself, where no event tells of it or no one is to be asked. */
import { useEffect } from "../core/html.js";
import { useRows } from "./live.js";

const SOON = 400;

/**
 * Does something again and again while the page is in front.
 * @param {number} every in milliseconds; 0: not now
 * @param {() => unknown} act the same function from draw to draw
 */
export function useEvery(every, act) {
  useEffect(() => {
    if (!every) return undefined;
    const timer = setInterval(() => document.visibilityState === "visible" && act(), every);
    return () => clearInterval(timer);
  }, [every, act]);
}

/**
 * A list, live, into which new rows come by themselves.
 * @param {Resource} resource @param {{query?: Query, parent?: string}} [more]
 */
export function useLiveRows(resource, more) {
  const list = useRows(resource, more);
  useEffect(() => {
    if (!list.fresh) return undefined;
    const timer = setTimeout(list.reload, SOON);
    return () => clearTimeout(timer);
  }, [list.fresh]);
  return list;
}
