/** The notices at the edge of the screen, which are read out as well. */
import { html } from "../core/html.js";
import { closeToast, toasts } from "../core/toasts.js";
import { words } from "../core/words/shell.js";
import { Button } from "../ui/Button.js";

/** All that are shown. */
export function Toasts() {
  return html`<div class="toasts" role="status" aria-live="polite" aria-label=${words.toasts}>
    ${toasts.value.map(({ id, text, action, tone }) => html`<div key=${id} class=${`toast toast-${tone}`}>
      <span class="grow">${text}</span>
      ${action && html`<${Button} size="small" tone="quiet" onClick=${() => (closeToast(id), action.run())}>${action.label}<//>`}
      <${Button} size="small" tone="quiet" icon="x" label=${words.close} onClick=${() => closeToast(id)} />
    </div>`)}
  </div>`;
}
