/** One attempt of a form at a time: whether it runs, and what became of it. */
import { useCallback, useEffect, useRef, useState } from "../core/html.js";
import { words } from "../core/words/auth.js";

/**
 * Runs a form's submissions, one at a time.
 * @returns {{busy: boolean, problem: Problem|null, until: Date|null, run: (act: () => Promise<any>) => Promise<any>,
 *   clear: () => void}} `until`: when a refusal by 429 ends; `run` gives what the act gives, or undefined where it failed
 */
export function useAttempt() {
  const [state, setState] = useState({ busy: false, problem: null, until: null });
  const live = useRef({ busy: false, mounted: true });
  useEffect(() => {
    live.current.mounted = true;
    return () => (live.current.mounted = false);
  }, []);

  const set = (next) => live.current.mounted && setState(next);
  const run = useCallback(async (act) => {
    if (live.current.busy) return undefined;
    live.current.busy = true;
    set((before) => ({ ...before, busy: true }));
    try {
      const given = await act();
      set({ busy: false, problem: null, until: null });
      return given;
    } catch (problem) {
      set({ busy: false, problem, until: endOf(problem) });
      return undefined;
    } finally {
      live.current.busy = false;
    }
  }, []);
  const clear = useCallback(() => set({ busy: false, problem: null, until: null }), []);
  return { ...state, run, clear };
}

/**
 * When the wait ends that a 429, or a code that was the last try, asks for: by this computer's clock, which may differ
 * from the server's.
 */
function endOf(problem) {
  const now = Date.now();
  if (problem.status === 429) return new Date(now + 1000 * (problem.retryAfter ?? 60));
  if (!problem.blockedUntil) return null;
  const sent = Date.parse(problem.headers?.get?.("date") ?? "");
  const wait = problem.blockedUntil - (Number.isNaN(sent) ? now : sent);
  return wait > 0 ? new Date(now + wait) : null;
}

/** A problem that stands at one field: `field` says what is wrong by `message`. */
export function atField(problem, field, message) {
  const copy = Object.assign(Object.create(Object.getPrototypeOf(problem)), problem);
  copy.status = 422;
  copy.errors = [{ field, code: problem.code, message }];
  return copy;
}

/**
 * A problem in this part's words: its fields' errors as sentences.
 * @param {Problem|null} problem
 * @param {(problem: Problem) => Problem|null|undefined} [known] says a problem of the screen's own, before the fields
 */
export function explained(problem, known) {
  if (!problem) return null;
  const own = known?.(problem);
  if (own !== undefined) return own;
  if (!problem.errors?.length) return problem;
  const copy = Object.assign(Object.create(Object.getPrototypeOf(problem)), problem);
  copy.errors = problem.errors.map((error) => ({ ...error, message: words.wrong[error.code] ?? error.message }));
  return copy;
}

/** A problem of fields that were left empty, or null. `given` maps fields to values. */
export function emptyFields(given) {
  const empty = Object.keys(given).filter((field) => !given[field]?.trim());
  if (!empty.length) return null;
  const errors = empty.map((field) => ({ field, code: "required", message: words.wrong.required }));
  return Object.assign(new Error("fields are empty"), { status: 422, code: "invalid", errors });
}
