/** A form of one attempt: how long a refusal lasts, its fields, and its one button. */
import { Fragment, html } from "../core/html.js";
import { Button } from "../ui/Button.js";
import { Form } from "../ui/Form.js";
import { Waiting } from "./Waiting.js";

/**
 * @param {{attempt: any, problem: Problem|null, fields?: Record<string, string>, submit: string, says?: (time: string) => string,
 *   onSubmit: () => any, children?: unknown}} props `attempt`: of `useAttempt`; `fields`: as `Form` takes them; `submit`: the words
 *   of the button; `says`: those of the wait
 */
export function AuthForm({ attempt, problem, fields, submit, says, onSubmit, children }) {
  return html`<${Fragment}>
    <${Waiting} until=${attempt.until} onEnd=${attempt.clear} says=${says} />
    <${Form} onSubmit=${onSubmit} error=${problem} busy=${attempt.busy} fields=${fields}>
      ${children}
      <${Button} type="submit" tone="primary" class="auth-wide" busy=${attempt.busy} disabled=${attempt.until !== null}>${submit}<//>
    <//>
  <//>`;
}
