/** A refusal that ends by itself. */
import { html } from "../core/html.js";
import { words } from "../core/words/auth.js";
import { Countdown } from "../ui/Countdown.js";

/**
 * Says when the next try may be made, and counts down; it is announced once.
 * @param {{until: Date|null, onEnd: () => void, says?: (time: string) => string}} props
 */
export function Waiting({ until, onEnd, says = words.wait }) {
  if (!until) return null;
  return html`<div class="auth-wait">
    <p class="visually-hidden" role="alert">${words.waiting}</p>
    <p role="timer"><${Countdown} key=${until.getTime()} until=${until} onEnd=${onEnd}>${(time) => says(time)}<//></p>
  </div>`;
}
