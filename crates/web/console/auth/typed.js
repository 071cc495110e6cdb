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
 * @returns {{current: Element|null}} a ref for the step's element
 */
export function useFirstField() {
  const step = useRef(null);
  useEffect(() => step.current?.querySelector("input:enabled:not([tabindex])")?.focus(), []);
  return step;
}
