/** A list of the API, page by page. */
import { useCallback, useEffect, useRef, useState } from "../core/html.js";
import { get } from "../core/http.js";

/**
 * Reads a list: its first page at once, the others by `more`.
 * @param {string|null} path null reads nothing
 * @param {Query} [query] the filters; other ones begin anew
 * @returns {Pages}
 */
export function usePages(path, query = {}) {
  const [state, setState] = useState({ rows: null, problem: null, busy: false, cursor: null });
  const turn = useRef(0);
  const wanted = JSON.stringify(query);

  const read = useCallback(async (cursor, before) => {
    if (!path) return;
    const mine = ++turn.current;
    setState((state) => ({ ...state, busy: true, problem: null }));
    try {
      const { data } = await get(path, { query: { limit: 50, ...JSON.parse(wanted), cursor } });
      if (mine !== turn.current) return;
      setState({ rows: [...before, ...data.items], problem: null, busy: false, cursor: data.next_cursor ?? null });
    } catch (problem) {
      if (mine === turn.current) setState((state) => ({ ...state, busy: false, problem }));
    }
  }, [path, wanted]);

  useEffect(() => {
    setState({ rows: null, problem: null, busy: false, cursor: null });
    read(undefined, []);
    return () => turn.current++;
  }, [read]);

  const setRows = useCallback((change) => setState((state) => ({ ...state, rows: change(state.rows ?? []) })), []);
  return { ...state, more: () => read(state.cursor, state.rows ?? []), reload: () => read(undefined, []), setRows };
}
