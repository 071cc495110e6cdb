/** A refusal that ends by itself. */
import { html } from "../core/html.js";
import { words } from "../core/words/auth.js";
import { Banner } from "../ui/Banner.js";
import { Countdown } from "../ui/Countdown.js";

/**
 * Says when the next try may be made, and counts down.
 * @param {{until: Date|null, onEnd: () => void, says?: (time: string) => string}} props
 */
export function Waiting({ until, onEnd, says = words.wait }) {
  if (!until) return null;
  return html`<${Banner} tone="warn">
    <${Countdown} key=${until.getTime()} until=${until} onEnd=${onEnd}>${(time) => says(time)}<//>
  <//>`;
}
