/** Calls of a person to an agent: those of the simulated carrier's people, and those that a real phone takes or makes. */
import { useEffect, useState } from "../../core/html.js";
import { resource as resourceOf } from "../../core/api.js";
import { follow } from "../../core/events.js";
import { get, post, Problem } from "../../core/http.js";
import { listPath } from "../../resource/paths.js";

/** A development server's own page has it, and only for a browser on its computer. */
const CARRIER = "/dev/carrier/calls";
const EVERY = 3000;

/** A number that leads to no person, so that the call is found again. */
const anyNumber = () => `+1415555${String(100 + Math.floor(Math.random() * 100)).padStart(4, "0")}`;

/**
 * Has a simulated person call a phone.
 * @param {Row} phone @param {string} says a line for each turn
 * @returns {Promise<string>} the person's number
 */
export async function callAs(phone, says) {
  const from = anyNumber();
  const body = new URLSearchParams({ phone: `${phone.account_sid} ${phone.number}`, from, says });
  // Where the call is made the answer leads to the carrier's page; a page in its place says why it isn't.
  const answer = await fetch(CARRIER, { method: "POST", body, redirect: "manual" }).catch(() => null);
  if (answer?.type === "opaqueredirect") return from;
  throw new Problem(answer?.status ?? 0, { code: answer?.ok ? "refused" : "none" });
}

/** Has an agent call a number now. @param {Row} agent @param {string} to @param {string} key @returns {Promise<Row>} */
export async function callNow(agent, to, key) {
  const body = { phone_id: agent.phone_id, agent_id: agent.id, to, scheduled_at: new Date().toISOString() };
  return (await post(listPath(resourceOf("scheduled-calls")), body, { key })).data;
}

/** The ids of a phone's newest calls. @param {string} phone @returns {Promise<Set<string>>} */
export async function knownCalls(phone) {
  return new Set((await newest(phone)).map(({ id }) => id));
}

const newest = async (phone) => (await get(listPath(resourceOf("calls")), { query: { phone_id: phone, limit: 20 }, quiet: true })).data.items;

/**
 * The first new call that a test fits, once it is there: heard of by events, and asked for now and then.
 * @param {{phone: string, known: Set<string>, fits: (call: Row) => boolean}|null} wanted null while none is awaited
 * @returns {Row|null}
 */
export function useAwaited(wanted) {
  const [found, setFound] = useState(/** @type {Row|null} */ (null));
  useEffect(() => {
    setFound(null);
    if (!wanted) return undefined;
    let [ended, busy] = [false, false];
    const look = async () => {
      if (ended || busy) return;
      busy = true;
      // Where a look fails, the next may succeed.
      const calls = await newest(wanted.phone).catch(() => []);
      busy = false;
      const call = calls.find((one) => !wanted.known.has(one.id) && wanted.fits(one));
      if (!call || ended) return;
      setFound(call);
      stop();
    };
    const unfollow = follow(["calls"], look);
    const timer = setInterval(() => document.visibilityState === "visible" && look(), EVERY);
    const stop = () => {
      ended = true;
      unfollow();
      clearInterval(timer);
    };
    look();
    return stop;
  }, [wanted]);
  return found;
}
