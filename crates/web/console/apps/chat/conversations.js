/** The conversations of the user, live, in the order of their last messages. */
import { effect, signal, useEffect } from "../../core/html.js";
import { follow } from "../../core/events.js";
import { get } from "../../core/http.js";
import { me } from "../../core/session.js";
import { tenant } from "../../core/tenant.js";
import { each } from "../../resource/pool.js";

const PATH = "/api/conversations";
const PAGE = 50;
const CALM = 120;

/**
 * What is known. `rows` is null before the first page is there; `gone` has ids that the user doesn't see.
 * @type {import("@preact/signals").Signal<{rows: Row[]|null, cursor: string|null, busy: boolean, problem: Problem|null, gone: Set<string>}>}
 */
export const conversations = signal(null);

/** By conversation: its last message, and who takes part. @type {import("@preact/signals").Signal<Map<string, {last?: Row|null, seq?: number, people?: Row[]}>>} */
export const abouts = signal(new Map());

const timers = new Map();
const asking = new Set();
let keeper = null;
let turn = 0;

// What one user or tenant has is never seen by another.
effect(() => {
  const next = `${me.value?.user?.id ?? ""} ${tenant.value?.id ?? ""}`;
  if (next === keeper) return;
  keeper = next;
  turn += 1;
  for (const timer of timers.values()) clearTimeout(timer);
  timers.clear();
  asking.clear();
  conversations.value = { rows: null, cursor: null, busy: false, problem: null, gone: new Set() };
  abouts.value = new Map();
});

const patch = (part) => (conversations.value = { ...conversations.peek(), ...part });

/** A conversation that is known, or undefined. @param {string} id */
export const conversation = (id) => conversations.value.rows?.find((row) => row.id === id);

/** The time by which a conversation stands in the list. */
const timeOf = (row) => {
  const about = abouts.value.get(row.id);
  return about?.seq === row.last_seq && about.last ? about.last.created_at : row.last_seq > 0 ? row.updated_at : row.created_at;
};

/** All that were read, the last message first. */
export const inOrder = () => (conversations.value.rows ?? []).map((row) => ({ row, at: timeOf(row) }))
  .sort((one, other) => (one.at < other.at ? 1 : one.at > other.at ? -1 : 0)).map(({ row }) => row);

/** How many messages are unread in all. */
export const unreadMessages = () => (conversations.value.rows ?? []).reduce((sum, row) => sum + row.unread, 0);

async function read(cursor) {
  const mine = ++turn;
  patch({ busy: true, problem: null });
  try {
    const { data } = await get(PATH, { query: { sort: "-updated_at", limit: PAGE, cursor } });
    if (mine !== turn) return;
    const known = new Map((cursor ? conversations.peek().rows : []).map((row) => [row.id, row]));
    for (const row of data.items) known.set(row.id, row);
    patch({ rows: [...known.values()], cursor: data.next_cursor ?? null, busy: false });
    describe();
  } catch (problem) {
    if (mine === turn) patch({ busy: false, problem });
  }
}

/** Reads the list anew. */
export const reload = () => read(null);

/** Reads older conversations. */
export const readMore = () => !conversations.peek().busy && read(conversations.peek().cursor);

/** Takes a conversation as an answer brought it; a mark never falls. @param {Row} row */
export function keep(row) {
  const { rows, gone } = conversations.peek();
  const old = rows?.find((one) => one.id === row.id);
  if (old && old.version > row.version) return;
  const read_seq = Math.max(old?.read_seq ?? 0, row.read_seq);
  const next = { ...row, read_seq, unread: row.last_seq - read_seq };
  patch({ rows: [next, ...(rows ?? []).filter((one) => one.id !== row.id)], gone: new Set([...gone].filter((id) => id !== row.id)) });
  describe();
}

/** A conversation is deleted, or isn't the user's any more. @param {string} id */
export function drop(id) {
  const { rows, gone } = conversations.peek();
  patch({ rows: rows?.filter((row) => row.id !== id) ?? null, gone: new Set([...gone, id]) });
}

/** Raises the user's own mark. @param {string} id @param {number} seq */
export function markRead(id, seq) {
  const { rows } = conversations.peek();
  patch({ rows: rows?.map((row) => (row.id === id && seq > row.read_seq ? { ...row, read_seq: seq, unread: Math.max(0, row.last_seq - seq) } : row)) ?? null });
}

/** Reads one conversation anew, a moment later, so that several changes are one reading. @param {string} id @param {number} [calm] */
export function refresh(id, calm = CALM) {
  if (timers.has(id)) return;
  const owner = keeper;
  timers.set(id, setTimeout(async () => {
    timers.delete(id);
    try {
      const { data } = await get(`${PATH}/${encodeURIComponent(id)}`);
      if (owner === keeper) keep(data);
    } catch (problem) {
      if (owner !== keeper) return;
      if (problem.status === 404) drop(id);
      else if (!conversation(id)) patch({ problem });
    }
  }, calm));
}

const tell = (id, part) => (abouts.value = new Map(abouts.peek()).set(id, { ...abouts.peek().get(id), ...part }));

/** Asks for what the list shows of its conversations beyond their rows: four at a time, each once. */
async function describe() {
  const owner = keeper;
  const wanted = (conversations.peek().rows ?? []).filter(({ id, last_seq, title }) => {
    const about = abouts.peek().get(id);
    return !asking.has(id) && ((about?.seq ?? -1) < last_seq || (!title && !about.people));
  });
  wanted.forEach(({ id }) => asking.add(id));
  await each(wanted, async ({ id, last_seq, title }) => {
    const about = abouts.peek().get(id);
    const [last, people] = await Promise.all([
      (about?.seq ?? -1) >= last_seq || last_seq === 0 ? (about?.last ?? null)
        : get(`${PATH}/${id}/messages`, { query: { limit: 1 }, quiet: true }).then(({ data }) => data.items[0] ?? null, () => undefined),
      title || about?.people || readPeople(id),
    ]);
    asking.delete(id);
    if (owner !== keeper || last === undefined) return;
    tell(id, { last, seq: Math.max(last_seq, last?.seq ?? 0), ...(Array.isArray(people) && { people }) });
    const row = conversations.peek().rows?.find((one) => one.id === id);
    if (row && row.last_seq > Math.max(last_seq, last?.seq ?? 0)) describe();
  });
}

/** Who takes part in a conversation, or null where that can't be read. @param {string} id @returns {Promise<Row[]|null>} */
async function readPeople(id) {
  try {
    return (await get(`${PATH}/${id}/participants`, { query: { limit: 100 }, quiet: true })).data.items;
  } catch {
    return null;
  }
}

/** Reads who takes part in a conversation, for all that show it. @param {string} id */
export async function refreshPeople(id) {
  const owner = keeper;
  const people = await readPeople(id);
  if (people && owner === keeper) tell(id, { people });
}

const RESOURCES = ["conversations", "conversation-messages", "conversation-participants", "read"];

function heard(changes) {
  if (changes.some(({ operation }) => operation === "many")) return void reload();
  for (const change of changes) {
    const id = change.conversation_id ?? change.id;
    const about = abouts.peek().get(id);
    if (change.resource === "read") told(change, about);
    else if (change.resource === "conversations" && change.operation === "delete") drop(id);
    else refresh(id);
    if (change.resource === "conversation-participants" && about?.people) refreshPeople(id);
    if (change.resource === "conversation-messages" && about?.last?.id === change.id && change.operation !== "insert") {
      tell(id, { last: { ...about.last, body: null } });
    }
  }
}

/** A participant has read on. */
function told({ conversation_id: id, user_id: user, read_seq }, about) {
  if (user === me.peek()?.user.id) markRead(id, read_seq);
  if (about?.people) {
    tell(id, { people: about.people.map((one) => (one.user_id === user && one.read_seq < read_seq ? { ...one, read_seq } : one)) });
  }
}

/** Keeps the list fresh while a screen shows it. */
export function useConversations() {
  const owner = tenant.value?.id;
  useEffect(() => {
    reload();
    return follow(RESOURCES, heard);
  }, [owner]);
}
