/** A field for a password that is chosen now. */
import { html } from "../core/html.js";
import { options } from "../core/session.js";
import { words } from "../core/words/auth.js";
import { Field } from "../ui/Field.js";
import { PasswordInput } from "../ui/PasswordInput.js";

/**
 * @param {{name?: string, label?: string, value: string, onChange: (value: string) => void, error?: string}} props
 */
export function NewPassword({ name = "password", label = words.fields.password, value, onChange, error }) {
  const least = options.value?.password_min_length ?? 8;
  return html`<${Field} name=${name} label=${label} error=${error} help=${words.fields.passwordHelp(least)}>
    ${(control) => html`<${PasswordInput} ...${control} autocomplete="new-password" maxlength="128"
      value=${value} onChange=${onChange} />`}
  <//>`;
}
