/** Marks that one sets and takes away at once: a star, a follow. Where the server refuses, the mark is again as it was. */
import { useRef, useSignal } from "../../core/html.js";
import { del, post } from "../../core/http.js";
import { listPath, rowPath } from "../../resource/paths.js";
import { complain } from "../../resource/remove.js";
import { useAll } from "./all.js";

/**
 * @param {Resource} resource
 * @param {Query} query one's own rows
 * @param {(row: Row) => string} keyOf what a row marks
 */
export function useMarks(resource, query, keyOf) {
  const { rows, problem, reload } = useAll(listPath(resource), query, resource.plural);
  /** What is wanted and not stored yet. */
  const wanted = useSignal(/** @type {Map<string, boolean>} */ (new Map()));
  const running = useRef(new Set());
  const found = (key) => rows.peek().find((row) => keyOf(row) === key);
  const want = (key, on) => {
    const next = new Map(wanted.peek());
    if (on === null) next.delete(key);
    else next.set(key, on);
    wanted.value = next;
  };

  /** Stores what is wanted, until that is so: it may change meanwhile. */
  const settle = async (key, body) => {
    running.current.add(key);
    try {
      for (let on = wanted.peek().get(key); on !== Boolean(found(key)); on = wanted.peek().get(key)) {
        const row = found(key);
        if (on) rows.value = [...rows.peek(), (await post(listPath(resource), body)).data];
        else {
          await del(rowPath(resource, row.id)).catch((problem) => {
            if (problem.status !== 404) throw problem;
          });
          rows.value = rows.peek().filter((other) => other.id !== row.id);
        }
      }
    } catch (problem) {
      complain(problem);
      reload();
    } finally {
      running.current.delete(key);
      want(key, null);
    }
  };
  const has = (key) => wanted.value.get(key) ?? rows.value?.some((row) => keyOf(row) === key) ?? false;
  return {
    rows,
    problem,
    reload,
    has,
    /** Whether the user may set marks. */
    may: resource.canCreate() && resource.canDelete(),
    /** @param {string} key @param {Row} body */
    toggle(key, body) {
      if (!rows.peek()) return;
      want(key, !has(key));
      if (!running.current.has(key)) settle(key, body);
    },
  };
}
