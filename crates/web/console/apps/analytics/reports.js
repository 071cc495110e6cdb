/** The reports of a time, and of the time before. */
import { useEffect, useState } from "../../core/html.js";
import { get } from "../../core/http.js";
import { before, sent } from "./range.js";

const KINDS = ["calls", "messages", "leads"];

/** All reports of a time, by their kinds. */
async function read(range, signal) {
  const answers = await Promise.all(KINDS.map((kind) => get(`/api/analytics/${kind}`, { query: sent(range), signal })));
  return Object.fromEntries(KINDS.map((kind, at) => [kind, answers[at].data]));
}

/**
 * Reads the reports. Those of the time before come after: a tenant may have few at a time.
 * @param {ReturnType<typeof import("./range.js").asked>} range
 * @returns {{now: any, then: any, isThenKnown: boolean, problem: Problem|null, busy: boolean, reload: () => void}}
 *   `now` and `then` are null before they are there; `isThenKnown` is false where `then` could not be read
 */
export function useReports(range) {
  const [turn, setTurn] = useState(0);
  const [state, setState] = useState({ now: null, then: null, isThenKnown: true, problem: null, busy: true });
  const wanted = JSON.stringify(range);
  useEffect(() => {
    const stop = new AbortController();
    const put = (change) => stop.signal.aborted || setState((old) => ({ ...old, ...change }));
    const run = async () => {
      put({ busy: true, problem: null });
      try {
        put({ now: await read(range, stop.signal), then: null, isThenKnown: true, busy: false });
      } catch (problem) {
        return put({ now: null, then: null, problem, busy: false });
      }
      const earlier = before(range);
      return put(await (earlier ? read(earlier, stop.signal) : Promise.reject()).then((then) => ({ then }), () => ({ isThenKnown: false })));
    };
    run();
    return () => stop.abort();
  }, [wanted, turn]);
  return { ...state, reload: () => setTurn((old) => old + 1) };
}
