/** Acts of the account's screens: one at a time, with the wait after too many tries. */
import { html } from "../core/html.js";
import { Banner } from "../ui/Banner.js";
import { Countdown } from "../ui/Countdown.js";
import { useAttempt } from "../auth/attempt.js";
import { words } from "../core/words/account.js";

export { atField, explained, useAttempt } from "../auth/attempt.js";

/**
 * What went wrong with an act that has no form: the words, or the wait.
 * @param {{attempt: ReturnType<typeof useAttempt>}} props
 */
export function Trouble({ attempt }) {
  if (attempt.until) {
    return html`<${Banner} tone="warn"><${Countdown} until=${attempt.until} onEnd=${attempt.clear}>${(text) => words.totp.wait(text)}<//><//>`;
  }
  if (!attempt.problem) return null;
  const { detail, message } = attempt.problem;
  return html`<${Banner} tone="bad" onClose=${attempt.clear}>${detail ?? message}<//>`;
}
