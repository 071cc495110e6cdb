/** Sends a test, and follows it until the receiver has answered. */
import { useEffect, useRef, useState } from "../../core/html.js";
import { get, post } from "../../core/http.js";
import { newKey } from "../../core/keys.js";
import { number } from "../../core/format.js";
import { words } from "./words.js";

const W = words.deliveries;
const TRIES = 24;
const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

/** What came of a test, once it was tried. */
function outcome({ status, error, response_status: answer, duration_ms: ms }) {
  if (status === "delivered") return { tone: "good", text: W.arrived(answer, number(ms ?? 0)) };
  return error ? { tone: "warn", text: W.lost(error) } : null;
}

/**
 * @param {Row} row a webhook
 * @param {() => void} onNews called when there is something new in the list of deliveries
 */
export function useTest(row, onNews) {
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState(null);
  const here = useRef(true);
  const key = useRef(null);
  useEffect(() => () => void (here.current = false), []);

  const follow = async (path) => {
    for (let tries = 0; here.current && tries < TRIES; tries += 1) {
      await pause(tries < 4 ? 400 : 1000);
      const found = outcome((await get(path, { quiet: true })).data);
      if (!found || !here.current) continue;
      setSaid(found);
      onNews();
      return;
    }
  };
  const send = async () => {
    setBusy(true);
    key.current ??= newKey();
    try {
      const { data } = await post(`/api/webhooks/${row.id}/test`, undefined, { key: key.current });
      key.current = null;
      onNews();
      setSaid({ tone: "info", text: row.status === "active" ? W.sent : W.waits });
      if (row.status === "active") await follow(`/api/webhooks/${row.id}/deliveries/${data.delivery_id}`);
    } catch (problem) {
      if (problem.status === undefined) throw problem;
      if (problem.status >= 400 && problem.status < 500) key.current = null;
      setSaid({ tone: "bad", text: problem.status === 404 ? W.gone : (problem.detail ?? problem.message) });
    } finally {
      if (here.current) setBusy(false);
    }
  };
  return { busy, said, send, clear: () => setSaid(null) };
}
