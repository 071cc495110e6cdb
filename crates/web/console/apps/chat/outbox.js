/** What the user has written and the server hasn't yet: by conversation, in the order of writing. */
import { signal } from "../../core/html.js";
import { post } from "../../core/http.js";
import { newKey } from "../../core/keys.js";
import { guard } from "../../core/router.js";
import { tenant } from "../../core/tenant.js";
import { refresh } from "./conversations.js";

/**
 * A message on its way. Its key is the message's `client_id` and the request's `Idempotency-Key`, and stays through all tries.
 * @typedef {{key: string, tenant: string, body: string, at: string, state: "sending"|"failed", problem: Problem|null}} Bubble
 */

/** By conversation. @type {import("@preact/signals").Signal<Map<string, Bubble[]>>} */
export const outbox = signal(new Map());

/** What is typed and not sent, by conversation. @type {Map<string, string>} */
export const drafts = new Map();

/** The last sending in each conversation: one begins when the one before has ended, so the server has them in their order. */
const last = new Map();
/** @type {Map<string, (message: Row) => any>} */
const takers = new Map();

const put = (id, change) => (outbox.value = new Map(outbox.peek()).set(id, change(outbox.peek().get(id) ?? [])));

/** @param {string} id of the conversation @param {string} key @param {Partial<Bubble>} part */
const set = (id, key, part) => put(id, (all) => all.map((one) => (one.key === key ? { ...one, ...part } : one)));

/** Takes a message out: it is stored, or the user doesn't want it. @param {string} id @param {string} key */
export function settle(id, key) {
  if (outbox.peek().get(id)?.some((one) => one.key === key)) put(id, (all) => all.filter((one) => one.key !== key));
}

/** Hears of each message that is stored. @param {string} id @param {(message: Row) => any} take @returns {() => void} ends it */
export function onStored(id, take) {
  takers.set(id, take);
  return () => takers.get(id) === take && takers.delete(id);
}

function deliver(id, key) {
  const before = last.get(id) ?? Promise.resolve();
  const mine = before.then(async () => {
    const bubble = outbox.peek().get(id)?.find((one) => one.key === key);
    if (!bubble) return;
    try {
      const { data } = await post(`/api/conversations/${id}/messages`, { body: bubble.body, client_id: key }, { key, tenant: bubble.tenant });
      await takers.get(id)?.(data);
      settle(id, key);
    } catch (problem) {
      set(id, key, { state: "failed", problem });
      if (problem.status === 404) refresh(id, 0);
    }
  });
  last.set(id, mine);
}

/** Sends a message. @param {string} id of the conversation @param {string} body */
export function send(id, body) {
  const key = newKey();
  /** @type {Bubble} */
  const bubble = { key, tenant: tenant.peek().id, body, at: new Date().toISOString(), state: "sending", problem: null };
  put(id, (all) => [...all, bubble]);
  deliver(id, key);
}

/** Sends a message once more, with its key. @param {string} id @param {string} key */
export function retry(id, key) {
  set(id, key, { state: "sending", problem: null });
  deliver(id, key);
}

const isUnsent = () => [...outbox.peek().values()].some((all) => all.length > 0) || [...drafts.values()].some((text) => text.trim() !== "");

// It is kept from screen to screen; only closing the tab would lose it.
guard(() => true, isUnsent);
