/** The messages of one conversation: without a gap, each once, in the server's order. */
import { signal, useEffect, useMemo } from "../../core/html.js";
import { follow } from "../../core/events.js";
import { get } from "../../core/http.js";
import { me } from "../../core/session.js";
import { each } from "../../resource/pool.js";
import { refresh, refreshPeople } from "./conversations.js";
import { onStored, settle } from "./outbox.js";

/** Messages are numbered without a gap, so those of a block are always the same. */
const BLOCK = 10;
const PAGE = 100;
const FEW = 20;
const TYPED = 5000;
const AGAIN = 3000;
const blockOf = (seq) => Math.floor((seq - 1) / BLOCK);

/** The last message, or undefined. @param {Map<number, Row[]>} blocks @param {number} last its number */
export const lastOf = (blocks, last) => blocks.get(blockOf(last))?.at(-1);

/**
 * `from`: the number before the first message that is there; `last`: the number of the last one; `typing`: until when, by user.
 * @typedef {{blocks: Map<number, Row[]>, from: number, last: number, ready: boolean, busy: boolean, problem: Problem|null,
 *   typing: Map<string, number>}} ThreadState
 */

/** @param {string} id of the conversation */
function makeThread(id) {
  const path = `/api/conversations/${id}/messages`;
  const own = me.peek().user.id;
  /** @type {import("@preact/signals").Signal<ThreadState>} */
  const state = signal({ blocks: new Map(), from: 0, last: 0, ready: false, busy: false, problem: null, typing: new Map() });
  const patch = (part) => (state.value = { ...state.peek(), ...part });
  const timers = new Set();
  let [reading, again, isOpen] = [null, false, true];

  /** Puts messages where their numbers say; a block that changes is a new one. @param {Row[]} rows @param {Partial<ThreadState>} [more] */
  const put = (rows, more = {}) => {
    if (!isOpen) return;
    const blocks = new Map(state.peek().blocks);
    const fresh = new Set();
    for (const row of rows) {
      const at = blockOf(row.seq);
      if (!fresh.has(at)) blocks.set(at, [...(blocks.get(at) ?? [])]);
      fresh.add(at);
      blocks.get(at)[(row.seq - 1) % BLOCK] = row;
      if (row.owner_id === own) settle(id, row.client_id);
      else forget(row.owner_id);
    }
    patch({ blocks, last: Math.max(state.peek().last, ...rows.map(({ seq }) => seq)), ...more });
  };

  const page = async (after, limit) => (await get(path, { query: { after_seq: after, limit } })).data.items;

  /** Reads on from the last message that is there. */
  const readOn = async () => {
    do {
      again = false;
      for (let full = true; full && isOpen;) {
        const rows = await page(state.peek().last, PAGE);
        full = rows.length === PAGE;
        if (rows.length) put(rows);
      }
    } while (again && isOpen);
    if (state.peek().problem) patch({ problem: null });
  };
  const catchUp = () => {
    again = true;
    reading ??= readOn().catch(failed).finally(() => (reading = null));
    return reading;
  };
  /** What couldn't be read on is tried again by itself. */
  const failed = (problem) => {
    patch({ problem });
    if (problem.status === 404) refresh(id, 0);
    else if (isOpen) later(catchUp, AGAIN);
  };
  const later = (run, pause) => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      run();
    }, pause);
    timers.add(timer);
  };

  const begin = async () => {
    patch({ busy: true, problem: null });
    try {
      const { data } = await get(path, { query: { limit: 1 } });
      const last = data.items[0]?.seq ?? 0;
      let from = Math.max(0, blockOf(last) * BLOCK);
      if (last - from < FEW) from = Math.max(0, from - BLOCK);
      const rows = last ? await page(from, PAGE) : [];
      put(rows, { from, ready: true, busy: false });
      if (rows.length === PAGE || again) catchUp();
    } catch (problem) {
      if (problem.status === 404) refresh(id, 0);
      patch({ busy: false, problem });
    }
  };

  /** Reads the messages before the first one that is there. */
  const older = async () => {
    const { from, busy, ready, problem } = state.peek();
    if (busy || !ready || from === 0 || problem) return;
    patch({ busy: true });
    try {
      const start = Math.max(0, from - PAGE);
      put(await page(start, from - start), { from: start, busy: false });
    } catch (problem) {
      patch({ busy: false, problem });
    }
  };

  const retry = () => {
    patch({ problem: null });
    return state.peek().ready ? Promise.all([catchUp(), older()]) : begin();
  };

  /** After a gap in what was told, messages may have been deleted as well. */
  const readAnew = async () => {
    if (!state.peek().ready) return begin();
    await catchUp();
    await each([...state.peek().blocks.keys()].reverse(), async (block) => {
      const rows = await page(block * BLOCK, BLOCK);
      const before = state.peek().blocks.get(block) ?? [];
      if (rows.some((row, at) => row.version !== before[at]?.version)) put(rows);
    });
  };

  const reread = async (message) => {
    try {
      put([(await get(`${path}/${message}`, { quiet: true })).data]);
    } catch {
      // The conversation itself is gone, or the next change tells.
    }
  };

  const typing = (user, until) => {
    const map = new Map(state.peek().typing);
    if (until) map.set(user, until);
    else map.delete(user);
    patch({ typing: map });
  };
  const forget = (user) => state.peek().typing.has(user) && typing(user, 0);
  const types = (user) => {
    if (user === own) return;
    const until = Date.now() + TYPED;
    typing(user, until);
    later(() => state.peek().typing.get(user) === until && forget(user), TYPED);
  };

  const heard = (changes) => {
    if (changes.some(({ operation }) => operation === "many")) return void readAnew().catch(failed);
    const mine = changes.filter((change) => change.conversation_id === id);
    for (const change of mine) {
      if (change.resource === "typing") types(change.user_id);
      else if (change.operation === "insert") state.peek().ready ? catchUp() : (again = true);
      else reread(change.id);
    }
  };
  /** Takes a message that was just stored. */
  const take = (row) => (row.seq === state.peek().last + 1 && !reading ? put([row]) : row.seq > state.peek().last && catchUp());

  const stops = [follow(["conversation-messages", "typing"], heard), onStored(id, take)];
  const close = () => {
    isOpen = false;
    stops.forEach((stop) => stop());
    timers.forEach(clearTimeout);
  };
  return { id, state, begin, older, retry, reread, close };
}

/** @typedef {ReturnType<typeof makeThread>} Thread */

/** The messages of a conversation, live while a screen shows it. @param {string} id @returns {Thread} */
export function useThread(id) {
  const thread = useMemo(() => makeThread(id), [id]);
  useEffect(() => {
    thread.begin();
    refreshPeople(id);
    return thread.close;
  }, [thread]);
  return thread;
}
