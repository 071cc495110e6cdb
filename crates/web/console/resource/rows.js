/** One cache of rows and lists, keyed by tenant and path, emptied whenever the user or the tenant changes. */
import { effect, signal } from "../core/html.js";
import { get } from "../core/http.js";
import { me } from "../core/session.js";
import { tenant } from "../core/tenant.js";
import { etagOf, listPath, rowPath } from "./paths.js";

const PAGE = 50;
/** @type {Map<string, ListEntry>} */
const lists = new Map();
/** @type {Map<string, RowEntry>} */
const rows = new Map();
let keeper;

effect(() => {
  const next = `${me.value?.user?.id ?? ""} ${tenant.value?.id ?? ""}`;
  if (next !== keeper) emptyRows();
  keeper = next;
});

/** Forgets all rows: those of one user or tenant are never seen by another. */
function emptyRows() {
  lists.clear();
  rows.clear();
}

const keyOf = (path) => `${tenant.peek()?.id ?? ""} ${path}`;
const stable = (query) => JSON.stringify(Object.entries(query).filter(([, value]) => value != null && value !== "").sort());

/**
 * The cached list of a path and a query, unread at first.
 * @param {Resource} resource
 * @param {Record<string, unknown>} query
 * @param {string} [parent]
 * @returns {ListEntry}
 */
export function listEntry(resource, query, parent) {
  const path = listPath(resource, parent);
  const key = `${keyOf(path)}?${stable(query)}`;
  let entry = lists.get(key);
  if (!entry) {
    const state = signal({ rows: null, cursor: null, busy: false, problem: null, fresh: new Set() });
    entry = { key, path, query, parent, state, stale: true, turn: 0 };
    lists.set(key, entry);
  }
  return entry;
}

const patch = (entry, part) => (entry.state.value = { ...entry.state.peek(), ...part });

async function read(entry, { append }) {
  const turn = ++entry.turn;
  const before = entry.state.peek();
  const current = () => entry.turn === turn && lists.get(entry.key) === entry;
  const wanted = append ? 0 : (before.rows?.length ?? 0);
  let [found, cursor] = append ? [before.rows ?? [], before.cursor] : [[], null];
  if (!append) entry.stale = false;
  patch(entry, { busy: true, problem: null });
  try {
    do {
      const limit = Math.min(100, Math.max(PAGE, wanted - found.length));
      const { data } = await get(entry.path, { query: { ...entry.query, limit, cursor } });
      if (!current()) return;
      const known = new Set(found.map((row) => row.id));
      found = [...found, ...data.items.filter((row) => !known.has(row.id))];
      cursor = data.next_cursor ?? null;
    } while (cursor && found.length < wanted);
    patch(entry, { rows: found, cursor, busy: false, fresh: append ? entry.state.peek().fresh : new Set() });
  } catch (problem) {
    if (!current()) return;
    if (!append) entry.stale = true;
    patch(entry, { busy: false, problem });
  }
}

/** Reads a list anew, as many rows as were there. @param {ListEntry} entry */
export const reload = (entry) => read(entry, { append: false });

/** Reads the next page. @param {ListEntry} entry */
export const readMore = (entry) => (entry.state.peek().busy ? undefined : read(entry, { append: true }));

/**
 * The cached row of a path.
 * @param {Resource} resource @param {string} id @param {string} [parent]
 * @returns {RowEntry}
 */
export function rowEntry(resource, id, parent) {
  const path = rowPath(resource, id, parent);
  const key = keyOf(path);
  let entry = rows.get(key);
  if (!entry) rows.set(key, (entry = { key, path, state: signal({ row: null, etag: null, problem: null, busy: false }), turn: 0 }));
  return entry;
}

/** Reads a row anew. @param {RowEntry} entry @returns {Promise<RowState|null>} its state, or null where it was overtaken */
export async function readRow(entry) {
  const turn = ++entry.turn;
  const current = () => entry.turn === turn && rows.get(entry.key) === entry;
  entry.state.value = { ...entry.state.peek(), busy: true };
  try {
    const { data, etag } = await get(entry.path);
    if (!current()) return null;
    return (entry.state.value = { row: data, etag: etag ?? etagOf(data), problem: null, busy: false });
  } catch (problem) {
    if (!current()) return null;
    const kept = problem.status === 404 ? null : entry.state.peek().row;
    return (entry.state.value = { row: kept, etag: null, problem, busy: false });
  }
}

/** The lists of a resource that were read. */
const listsOf = (resource, parent) => {
  const path = keyOf(listPath(resource, parent));
  return [...lists.values()].filter((entry) => entry.key.startsWith(`${path}?`));
};

const newer = (row, old) => !(old?.version > row.version);

/**
 * Takes what a save, a restore or an event brought: every view has it at once, and lists are read anew when next seen.
 * @param {Resource} resource @param {Row} row @param {{parent?: string, etag?: string, quiet?: boolean}} [more]
 *   `quiet`: lists keep their order (a change heard of by an event)
 */
export function keepRow(resource, row, { parent, etag, quiet = false } = {}) {
  const entry = rowEntry(resource, row.id, parent);
  entry.turn += 1;
  if (newer(row, entry.state.peek().row)) {
    entry.state.value = { row, etag: etag ?? etagOf(row), problem: null, busy: false };
  }
  for (const list of listsOf(resource, parent)) {
    const { rows: shown } = list.state.peek();
    const moved = list.query.deleted ? row.deleted_at === null : row.deleted_at != null;
    if (shown?.some((old) => old.id === row.id)) {
      const next = moved
        ? shown.filter((old) => old.id !== row.id)
        : shown.map((old) => (old.id === row.id && newer(row, old) ? row : old));
      patch(list, { rows: next });
    }
    if (!quiet) markStale(list);
  }
}

/** A row that was deleted leaves every view. @param {Resource} resource @param {string} id @param {{parent?: string}} [more] */
export function dropRow(resource, id, { parent } = {}) {
  rows.delete(keyOf(rowPath(resource, id, parent)));
  for (const list of listsOf(resource, parent)) {
    const { rows: shown, fresh } = list.state.peek();
    if (!list.query.deleted && shown?.some((row) => row.id === id)) patch(list, { rows: shown.filter((row) => row.id !== id) });
    if (fresh.has(id)) patch(list, { fresh: new Set([...fresh].filter((other) => other !== id)) });
    if (list.query.deleted) markStale(list);
  }
}

/** All lists of a resource are to be read again. @param {Resource} resource @param {string} [parent] */
export const staleLists = (resource, parent) => listsOf(resource, parent).forEach(markStale);

function markStale(list) {
  list.stale = true;
  if (list.seen) reload(list);
}

/** Rows that came elsewhere wait until a person asks for them. @param {ListEntry} entry @param {string[]} ids */
export function announce(entry, ids) {
  const { rows: shown, fresh } = entry.state.peek();
  const unknown = ids.filter((id) => !shown?.some((row) => row.id === id));
  if (unknown.length) patch(entry, { fresh: new Set([...fresh, ...unknown]) });
}
