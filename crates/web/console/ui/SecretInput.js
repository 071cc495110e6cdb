import { html, useState } from "../core/html.js";
import { words } from "../core/words/ui.js";
import { Button } from "./Button.js";
import { PasswordInput } from "./PasswordInput.js";

/**
 * A secret that is written and never read back: one that is kept shows only "Replace".
 * @param {{value: string|null, onChange: (value: string|null) => void, kept?: boolean, disabled?: boolean} & Record<string, any>} props
 *   `kept`: whether there is one already; and what `Field` hands over
 */
export function SecretInput({ value, onChange, kept = false, ...rest }) {
  const [open, setOpen] = useState(!kept);
  if (!open) {
    return html`<div class="row"><span class="mono muted" aria-hidden="true">••••••••</span><span class="visually-hidden">${words.secret.kept}</span>
      <${Button} id=${rest.id} aria-label=${words.secret.replaceIt} size="small" disabled=${rest.disabled} aria-describedby=${rest["aria-describedby"]}
        onClick=${() => setOpen(true)}>${words.secret.replace}<//></div>`;
  }
  return html`<div class="row">
    <div class="grow"><${PasswordInput} autocomplete="off" ...${rest} value=${value ?? ""} onChange=${onChange} /></div>
    ${kept && html`<${Button} size="small" tone="quiet" onClick=${() => (onChange?.(null), setOpen(false))}>${words.secret.keep}<//>`}
  </div>`;
}
