/** The posts of a feed, page by page and live: those of others wait until one asks for them. */
import { useCallback, useEffect, useMemo, useRef } from "../../core/html.js";
import { follow } from "../../core/events.js";
import { get } from "../../core/http.js";
import { me } from "../../core/session.js";
import { tenant } from "../../core/tenant.js";
import { derived } from "../../resource/derived.js";
import { etagOf, rowPath } from "../../resource/paths.js";
import { announce, keepRow, listEntry, readMore, reload } from "../../resource/rows.js";

const AT_ONCE = 20;

/** Where the posts of a kind are read. */
function entryOf(posts, kind, q) {
  if (kind === "following") return listEntry(derived(posts, { path: `${posts.path}/feed` }), {});
  return listEntry(posts, { ...(kind === "mine" ? { owner_id: me.peek()?.user.id } : {}), ...(q ? { q } : {}) });
}

const set = (entry, change) => {
  const state = entry.state.peek();
  if (state.rows) entry.state.value = { ...state, rows: change(state.rows) };
};

/** Takes what changed elsewhere. */
async function take(posts, entry, changes, belongs, own) {
  if (changes.some(({ id, operation }) => operation === "many" || !id) || changes.length > AT_ONCE) return reload(entry);
  const gone = new Set(changes.filter(({ operation }) => operation === "delete").map(({ id }) => id));
  if (gone.size) set(entry, (rows) => rows.filter(({ id }) => !gone.has(id)));
  // What the user takes out of the trash is there at once.
  if (changes.some(({ id, operation }) => operation === "restore" && own.has(id))) return reload(entry);
  for (const id of new Set(changes.filter((one) => !gone.has(one.id)).map((one) => one.id))) {
    try {
      const { data, etag } = await get(rowPath(posts, id), { quiet: true });
      const isShown = entry.state.peek().rows?.some((row) => row.id === id);
      if (isShown) set(entry, (rows) => rows.map((row) => (row.id === id && row.version <= data.version ? data : row)));
      else if (belongs(data)) announce(entry, [id]);
      keepRow(posts, data, { etag: etag ?? etagOf(data), quiet: true });
    } catch (problem) {
      if (problem.status === 404) set(entry, (rows) => rows.filter((row) => row.id !== id));
    }
  }
  return undefined;
}

/**
 * @param {Resource} posts
 * @param {"following"|"all"|"mine"} kind
 * @param {string} q what is searched for, in all posts or one's own
 * @param {(author: string) => boolean} follows
 */
export function usePosts(posts, kind, q, follows) {
  const at = tenant.value?.id;
  const entry = useMemo(() => entryOf(posts, kind, q), [posts, kind, q, at]);
  const own = useRef(new Set());
  const belongs = useRef(null);
  belongs.current = ({ owner_id: author }) =>
    !q && (kind === "all" || author === me.peek()?.user.id || (kind === "following" && follows(author)));
  useEffect(() => {
    entry.seen = (entry.seen ?? 0) + 1;
    reload(entry);
    const stop = follow([posts.plural], (changes) => take(posts, entry, changes, (row) => belongs.current(row), own.current));
    return () => {
      entry.seen -= 1;
      stop();
    };
  }, [entry]);
  const { rows, cursor, busy, problem, fresh } = entry.state.value;
  return {
    rows, cursor, busy, problem, fresh: fresh.size,
    more: useCallback(() => readMore(entry), [entry]),
    reload: useCallback(() => reload(entry), [entry]),
    /** A post that the user changed. @param {Row} row */
    put: (row) => set(entry, (rows) => rows.map((other) => (other.id === row.id ? row : other))),
    /** A post that the user deleted. @param {string} id */
    drop(id) {
      own.current.add(id);
      set(entry, (rows) => rows.filter((row) => row.id !== id));
    },
  };
}
