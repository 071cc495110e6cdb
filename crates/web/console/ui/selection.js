import { useRef } from "../core/html.js";

/**
 * Which rows are chosen: one by one, a range with shift, all.
 * @param {string[]} keys of the rows, as they stand
 * @param {Set<string>|string[]|undefined} selected
 * @param {((keys: Set<string>) => void)|undefined} onSelect
 */
export function useSelection(keys, selected, onSelect) {
  const anchor = useRef(/** @type {string|null} */ (null));
  const chosen = new Set(selected ?? []);
  const all = keys.length > 0 && keys.every((key) => chosen.has(key));

  const toggle = (key, range) => {
    const on = !chosen.has(key);
    const from = range && anchor.current !== null ? keys.indexOf(anchor.current) : -1;
    const at = keys.indexOf(key);
    const touched = from < 0 ? [key] : keys.slice(Math.min(from, at), Math.max(from, at) + 1);
    for (const one of touched) on ? chosen.add(one) : chosen.delete(one);
    anchor.current = key;
    onSelect?.(chosen);
  };
  const toggleAll = () => onSelect?.(all ? new Set() : new Set([...chosen, ...keys]));
  return { has: (key) => chosen.has(key), all, some: chosen.size > 0, toggle, toggleAll };
}
