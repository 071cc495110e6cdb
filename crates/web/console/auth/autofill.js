/** Passkeys within the browser's autofill. */
import { useEffect, useState } from "../core/html.js";
import { canAutofill, passkeys, signInByPasskey } from "./passkeys.js";

/** A challenge is good for five minutes; another one takes its place before that. */
const RENEWED_AFTER = 4.5 * 60 * 1000;

/**
 * Waits for a passkey that is chosen in the autofill, while `active`.
 * @param {boolean} active
 * @param {(me: Row) => any} onDone gets what `/auth/me` says
 * @param {(error: Error) => void} onFailed a passkey was chosen, and refused
 * @returns {() => void} waits anew, after a ceremony by a button took the place
 */
export function useAutofill(active, onDone, onFailed) {
  const [turn, setTurn] = useState(0);
  const able = passkeys.value === "yes";
  useEffect(() => {
    if (!active || !able) return undefined;
    const stop = new AbortController();
    const timer = setTimeout(() => setTurn((turn) => turn + 1), RENEWED_AFTER);
    (async () => {
      if (!(await canAutofill()) || stop.signal.aborted) return;
      try {
        await onDone(await signInByPasskey({ conditional: true, signal: stop.signal }));
      } catch (error) {
        if (error.reason === "unknown") {
          onFailed(error);
          setTurn((turn) => turn + 1);
        }
      }
    })();
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [active, able, turn]);
  return () => setTurn((turn) => turn + 1);
}
