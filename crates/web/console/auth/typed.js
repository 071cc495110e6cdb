/** The address that was typed, for the next of these screens; in memory until a sign-in. */
import { effect, signal, useEffect, useRef } from "../core/html.js";
import { me } from "../core/session.js";

/** The address. */
export const typed = signal("");

effect(() => {
  if (me.value) typed.value = "";
});

/**
 * Moves the focus to the first field of a step that takes another one's place.
 * @param {boolean} [active]
 * @returns {{current: Element|null}} a ref for the step's element
 */
export function useFirstField(active = true) {
  const step = useRef(null);
  useEffect(() => {
    const field = active && step.current?.querySelector("input:enabled:not([readonly])");
    if (!field) return;
    // A dialog that opens only now looks for this mark.
    field.autofocus = true;
    field.focus();
  }, []);
  return step;
}
