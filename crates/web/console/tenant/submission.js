/** Submissions of forms: one at a time, each with one key until its answer is definite. */
import { useCallback, useEffect, useRef } from "../core/html.js";
import { newKey } from "../core/keys.js";
import { guard } from "../core/router.js";
import { useAttempt } from "../auth/attempt.js";
import { words } from "../core/words/tenant.js";
import { confirmDialog } from "../ui/Dialog.js";

/**
 * Runs a form's submissions. A key is kept where no answer came, so that a second try is the same act.
 * @returns {{busy: boolean, problem: Problem|null, until: Date|null, clear: () => void,
 *   run: (act: (key: string) => Promise<any>) => Promise<any>}}
 */
export function useSubmission() {
  const attempt = useAttempt();
  const key = useRef(null);
  const run = useCallback((act) => attempt.run(async () => {
    key.current ??= newKey();
    try {
      const given = await act(key.current);
      key.current = null;
      return given;
    } catch (problem) {
      if (problem.status >= 400 && problem.status < 500) key.current = null;
      throw problem;
    }
  }), [attempt.run]);
  return { ...attempt, run };
}

/**
 * Asks before a changed form is left.
 * @param {boolean} dirty
 * @returns {() => void} lets the page go, where the form is saved and leads on at once
 */
export function useGuard(dirty) {
  const state = useRef({ dirty, released: false });
  state.current.dirty = dirty;
  useEffect(() => {
    if (!dirty) return undefined;
    const { current } = state;
    return guard(() => !current.dirty || current.released || confirmDialog({ ...words.discard, tone: "danger" }),
      () => current.dirty && !current.released);
  }, [dirty]);
  return () => (state.current.released = true);
}

/** A problem of fields, as the server's 422 says it. @param {Record<string, string|null>} wrong null where all is well */
export function wrongFields(wrong) {
  const errors = Object.keys(wrong).filter((field) => wrong[field]).map((field) => ({ field, code: "wrong", message: wrong[field] }));
  if (!errors.length) return null;
  return Object.assign(new Error(errors[0].message), { status: 422, code: "invalid", detail: errors[0].message, errors });
}

/** What a slug looks like. */
export const SLUG = /^(?=.{2,63}$)[a-z0-9]+(-[a-z0-9]+)*$/;

/** A slug from a name, or "". @param {string} name */
export function slugOf(name) {
  const plain = name.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  return plain.replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "").slice(0, 63).replace(/-$/, "");
}
