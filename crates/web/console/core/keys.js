/** Keys of requests, and keys of the keyboard. */

/** A key for a request that may be sent again and shall act once (`Idempotency-Key`). @returns {string} */
export const newKey = () => crypto.randomUUID();

/**
 * Runs a function when a key is pressed together with Ctrl, or ⌘ on a Mac.
 * @param {string} combination like "mod+s"
 * @param {(event: KeyboardEvent) => void} run
 * @returns {() => void} ends it
 */
export function shortcut(combination, run) {
  const key = combination.split("+").at(-1);
  const hear = (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.key.toLowerCase() !== key) return;
    event.preventDefault();
    run(event);
  };
  addEventListener("keydown", hear);
  return () => removeEventListener("keydown", hear);
}
