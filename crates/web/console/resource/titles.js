/** The titles of rows that others refer to: each asked once, four at a time, and as fresh as the cache of rows. */
import { useEffect, useMemo } from "../core/html.js";
import { resource } from "../core/api.js";
import { get } from "../core/http.js";
import { listPath, titleOf } from "./paths.js";
import { readRow, rowEntry } from "./rows.js";

const waiting = new Map();
let working = 0;

async function work() {
  working += 1;
  for (const [entry] of waiting) {
    waiting.delete(entry);
    if (!entry.state.peek().row) await readRow(entry);
  }
  working -= 1;
}

function ask(entry) {
  const { row, busy, problem } = entry.state.peek();
  if (row || busy || problem || waiting.has(entry)) return;
  waiting.set(entry, true);
  queueMicrotask(() => waiting.size && working < 4 && work());
}

/**
 * The row that an id refers to, and its title, once they are known.
 * @param {string|null} refers plural of the referred resource
 * @param {string|null} id
 * @returns {{target: Resource|null, title: string|null, gone: boolean}}
 */
export function useTitle(refers, id) {
  const target = refers ? (resource(refers) ?? null) : null;
  const reachable = target && id && target.operations.find && !target.parent;
  const entry = useMemo(() => (reachable ? rowEntry(target, id) : null), [target, id]);
  useEffect(() => {
    if (entry) ask(entry);
  }, [entry]);
  const state = entry?.state.value;
  return { target, title: state?.row ? titleOf(target, state.row) : null, gone: state?.problem?.status === 404 };
}

/** What a picker says of a row: its title, and a second short field. */
function optionOf(target, row) {
  const hint = target.columns?.find((name) => name !== target.title && typeof row[name] === "string" && target.field(name)?.kind !== "timestamp");
  return { value: row.id, label: titleOf(target, row) ?? row.id.slice(0, 8), hint: hint ? row[hint] : undefined };
}

/**
 * What a picker of rows loads: the server's search where there is one, else the newest rows by their visible words.
 * @param {string} refers @param {string} text
 * @returns {Promise<{value: string, label: string, hint?: string}[]>}
 */
export async function findRows(refers, text) {
  const target = resource(refers);
  if (!target?.operations.list || target.parent) return [];
  const query = { limit: text && !target.search ? 100 : 20, q: target.search ? text : undefined };
  const { data } = await get(listPath(target), { query });
  const words = text.toLowerCase();
  return data.items
    .map((row) => optionOf(target, row))
    .filter((option) => target.search || !text || `${option.label} ${option.hint ?? ""}`.toLowerCase().includes(words))
    .slice(0, 20);
}

/** A title that is known by now, without asking. @param {string} refers @param {string} id @returns {string|null} */
export function knownTitle(refers, id) {
  const target = resource(refers);
  if (!target || !id) return null;
  const entry = rowEntry(target, id);
  ask(entry);
  const { row } = entry.state.value;
  return row ? titleOf(target, row) : null;
}
