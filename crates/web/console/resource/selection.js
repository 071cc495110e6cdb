/** What is selected in a list, with ranges by Shift, and the keys of a list. */
import { useCallback, useEffect, useMemo, useRef, useState } from "../core/html.js";

/**
 * The selection of a list's rows.
 * @param {object[]} rows
 * @returns {{selected: Set<string>, chosen: object[], onSelect: (next: Iterable<string>) => void, toggle: (id: string) => void,
 *   clear: () => void, watch: object}} `watch`: handlers for the element around the table, which see the Shift key
 */
export function useSelection(rows) {
  const [picked, setPicked] = useState(() => new Set());
  const shift = useRef(false);
  const anchor = useRef(null);
  const ids = rows.map((row) => row.id);
  const selected = useMemo(() => new Set(ids.filter((id) => picked.has(id))), [picked, rows]);

  const onSelect = (next) => {
    const wanted = new Set(next);
    const moved = ids.filter((id) => wanted.has(id) !== selected.has(id));
    if (moved.length === 1) {
      const [from, to] = [ids.indexOf(anchor.current), ids.indexOf(moved[0])];
      if (shift.current && from >= 0) {
        for (const id of ids.slice(Math.min(from, to), Math.max(from, to) + 1)) wanted[wanted.has(moved[0]) ? "add" : "delete"](id);
      }
      anchor.current = moved[0];
    }
    setPicked(wanted);
  };
  const see = useCallback((event) => (shift.current = event.shiftKey), []);
  return {
    selected,
    chosen: rows.filter((row) => selected.has(row.id)),
    onSelect,
    toggle: (id) => onSelect(selected.has(id) ? [...selected].filter((other) => other !== id) : [...selected, id]),
    clear: () => setPicked(new Set()),
    watch: { onPointerDownCapture: see, onKeyDownCapture: see, onClickCapture: see },
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
      const focus = (row) => row?.querySelector("a, button, input")?.focus();
      const act = {
        j: () => focus(rows[Math.min(at + 1, rows.length - 1)]),
        k: () => focus(rows[Math.max(at - 1, 0)]),
        x: () => at >= 0 && latest.current?.(at),
        "/": () => box.current?.querySelector("input[type=search]")?.focus(),
      }[event.key];
      if (!act) return;
      event.preventDefault();
      act();
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, []);
}
