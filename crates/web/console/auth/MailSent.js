/** What stands where a form was, once an e-mail is on its way. */
import { html } from "../core/html.js";
import { options } from "../core/session.js";
import { words } from "../core/words/auth.js";
import { Button } from "../ui/Button.js";

/**
 * Sends the reader to their mail.
 * @param {{text: string, onAgain?: () => void}} props `onAgain`: back to the form
 */
export function MailSent({ text, onAgain }) {
  return html`<div class="stack stack-4">
    <p>${text}</p>
    <${Mailbox} />
    <p class="small muted">${words.mail.nothing}</p>
    ${onAgain && html`<div class="auth-others"><${Button} tone="quiet" onClick=${onAgain}>${words.mail.again}<//></div>`}
  </div>`;
}

/** A link to the mailbox of a development server. */
export function Mailbox() {
  if (!options.value?.development_mailbox) return null;
  return html`<p class="auth-hint small muted">
    ${words.mail.mailboxHint} <a href="/dev/mail" target="_blank" rel="noopener">${words.mail.mailbox}</a>
  </p>`;
}
