/** What is selected in a list, and the keys of a list. */
import { useEffect, useMemo, useRef, useState } from "../core/html.js";

/**
 * The selection of a list's rows; the table itself takes ranges by Shift.
 * @param {Row[]} rows
 * @returns {{selected: Set<string>, chosen: Row[], onSelect: (next: Iterable<string>) => void, toggle: (id: string) => void,
 *   clear: () => void}}
 */
export function useSelection(rows) {
  const [picked, setPicked] = useState(() => new Set());
  const selected = useMemo(() => new Set(rows.map((row) => row.id).filter((id) => picked.has(id))), [picked, rows]);
  const toggle = (id) => setPicked(new Set(selected.has(id) ? [...selected].filter((other) => other !== id) : [...selected, id]));
  return {
    selected,
    chosen: rows.filter((row) => selected.has(row.id)),
    onSelect: (next) => setPicked(new Set(next)),
    toggle,
    clear: () => setPicked(new Set()),
  };
}

const TYPING = "input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]";

/**
 * The keys of a list: j and k move through its rows, x selects one, `/` goes to the search. Enter is the link's own.
 * @param {{current: HTMLElement|null}} box
 * @param {{toggle?: (at: number) => void}} acts
 */
export function useListKeys(box, { toggle }) {
  const latest = useRef(toggle);
  latest.current = toggle;
  useEffect(() => {
    const press = (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (event.target.closest?.(TYPING) || document.querySelector("dialog[open]")) return;
      const rows = [...(box.current?.querySelectorAll("tbody tr") ?? [])];
      const at = rows.findIndex((row) => row.contains(document.activeElement));
      const focus = (row) => /** @type {HTMLElement|null} */ (row?.querySelector("a, button, input"))?.focus();
      const act = {
        j: () => focus(rows[Math.min(at + 1, rows.length - 1)]),
        k: () => focus(rows[Math.max(at - 1, 0)]),
        x: () => at >= 0 && latest.current?.(at),
        "/": () => /** @type {HTMLElement|null} */ (box.current?.querySelector("input[type=search]"))?.focus(),
      }[event.key];
      if (!act) return;
      event.preventDefault();
      act();
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, []);
}
