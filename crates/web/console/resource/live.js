/** Lists and rows as screens use them: read when first seen, then kept fresh by events. */
import { useCallback, useEffect, useMemo } from "../core/html.js";
import { follow } from "../core/events.js";
import { get } from "../core/http.js";
import { tenant } from "../core/tenant.js";
import { rowPath } from "./paths.js";
import { announce, dropRow, keepRow, listEntry, readMore, readRow, reload, rowEntry } from "./rows.js";

const AT_ONCE = 20;

/** Fetches rows that changed, four at a time; those that are gone leave. */
async function refetch(resource, ids, parent) {
  const waiting = [...ids];
  const work = async () => {
    for (let id = waiting.pop(); id; id = waiting.pop()) {
      try {
        const { data, etag } = await get(rowPath(resource, id, parent), { quiet: true });
        keepRow(resource, data, { parent, etag, quiet: true });
      } catch (problem) {
        if (problem.status === 404) dropRow(resource, id, { parent });
      }
    }
  };
  await Promise.all([work(), work(), work(), work()]);
}

function heard(resource, entry, changes, parent) {
  const shown = new Set((entry.state.peek().rows ?? []).map((row) => row.id));
  const mine = changes.filter((change) => change.resource === resource.plural);
  const bin = Boolean(entry.query.deleted);
  if (mine.some((change) => change.operation === "many" || !change.id)) return reload(entry);
  const arrives = bin ? ["delete"] : ["insert", "restore"];
  const leaves = bin ? "restore" : "delete";
  const changed = mine.filter((change) => shown.has(change.id) && change.operation !== leaves);
  if (mine.some((change) => shown.has(change.id) && change.operation === leaves)) {
    if (bin) return reload(entry);
    mine.filter((change) => change.operation === leaves).forEach((change) => dropRow(resource, change.id, { parent }));
  }
  if (changed.length > AT_ONCE || (changed.length && !resource.operations.find)) return reload(entry);
  if (changed.length && !bin) refetch(resource, new Set(changed.map((change) => change.id)), parent);
  const arrived = mine.filter((change) => arrives.includes(change.operation)).map((change) => change.id);
  if (parent && arrived.length) return reload(entry);
  announce(entry, arrived);
}

/**
 * A list, live.
 * @param {Resource} resource
 * @param {{query?: Query, parent?: string}} [more]
 * @returns {{rows: Row[]|null, cursor: string|null, busy: boolean, problem: Problem|null, fresh: number,
 *   more: () => void, reload: () => void}}
 */
export function useRows(resource, { query = {}, parent } = {}) {
  const owner = tenant.value?.id;
  const text = JSON.stringify(query);
  const entry = useMemo(() => listEntry(resource, query, parent), [resource, text, parent, owner]);
  useEffect(() => {
    entry.seen = (entry.seen ?? 0) + 1;
    if (entry.stale) reload(entry);
    const stop = follow([resource.plural], (changes) => heard(resource, entry, changes, parent));
    return () => {
      entry.seen -= 1;
      stop?.();
    };
  }, [entry]);
  const { rows, cursor, busy, problem, fresh } = entry.state.value;
  const more = useCallback(() => readMore(entry), [entry]);
  return { rows, cursor, busy, problem, fresh: fresh.size, more, reload: useCallback(() => reload(entry), [entry]) };
}

/**
 * A row, live: `hold` keeps it as it is (a form is open), and `onChange` hears what happened instead.
 * @param {Resource} resource @param {string} id
 * @param {{parent?: string, hold?: boolean, onChange?: (operation: string) => void}} [more]
 * @returns {{row: Row|null, etag: string|null, problem: Problem|null, busy: boolean, reload: () => Promise<RowState|null>}}
 */
export function useRow(resource, id, { parent, hold = false, onChange } = {}) {
  const owner = tenant.value?.id;
  const entry = useMemo(() => rowEntry(resource, id, parent), [resource, id, parent, owner]);
  useEffect(() => {
    readRow(entry);
  }, [entry]);
  useEffect(() => follow([resource.plural], (changes) => {
    const version = entry.state.peek().row?.version ?? 0;
    const change = changes.findLast((one) => one.resource === resource.plural && (one.id === id || one.operation === "many"));
    if (!change || (change.version && change.version <= version)) return;
    if (hold) onChange?.(change.operation);
    else readRow(entry);
  }), [entry, hold]);
  return { ...entry.state.value, reload: useCallback(() => readRow(entry), [entry]) };
}
