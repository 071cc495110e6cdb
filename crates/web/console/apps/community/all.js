/** All rows of a list that is short: one's marks, follows and applications. */
import { useCallback, useEffect, useRef, useSignal } from "../../core/html.js";
import { follow } from "../../core/events.js";
import { get } from "../../core/http.js";
import { tenant } from "../../core/tenant.js";

const MOST = 1000;
const PAUSE = 150;

async function readAll(path, query) {
  const rows = [];
  let cursor = null;
  do {
    const { data } = await get(path, { query: { ...query, limit: 100, cursor } });
    rows.push(...data.items);
    cursor = data.next_cursor ?? null;
  } while (cursor && rows.length < MOST);
  return rows;
}

/**
 * The rows of a path, read anew whenever one of them changes.
 * @param {string} path @param {Query} query @param {string} [plural] of the resource whose changes are heard
 */
export function useAll(path, query, plural) {
  const rows = useSignal(/** @type {Row[]|null} */ (null));
  const problem = useSignal(/** @type {Problem|null} */ (null));
  const turn = useRef(0);
  const asked = JSON.stringify(query);
  const at = tenant.value?.id;
  const reload = useCallback(async () => {
    const mine = (turn.current += 1);
    try {
      const found = await readAll(path, JSON.parse(asked));
      if (mine !== turn.current) return;
      rows.value = found;
      problem.value = null;
    } catch (failure) {
      // What is shown stays; the next change reads again.
      if (mine === turn.current) problem.value = failure;
    }
  }, [path, asked, at]);
  useEffect(() => {
    rows.value = null;
    reload();
    if (!plural) return undefined;
    let timer = 0;
    const stop = follow([plural], () => {
      clearTimeout(timer);
      timer = window.setTimeout(reload, PAUSE);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [reload]);
  return { rows, problem, reload };
}
