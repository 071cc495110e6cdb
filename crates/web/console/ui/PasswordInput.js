import { html, useState } from "../core/html.js";
import { words } from "../core/words/ui.js";
import { Icon } from "./Icon.js";
import { TextInput } from "./TextInput.js";

/**
 * A password, hidden until one asks to see it.
 * @param {{value: string, onChange: (value: string) => void, autocomplete: "current-password"|"new-password", disabled?: boolean} & Record<string, any>} props
 *   and what `Field` hands over
 */
export function PasswordInput(props) {
  const [shown, setShown] = useState(false);
  return html`<div class="input-with">
    <${TextInput} spellcheck=${false} autocapitalize="none" ...${props} type=${shown ? "text" : "password"} />
    <button class="input-button" type="button" aria-pressed=${shown ? "true" : "false"} aria-label=${words.password.show}
      title=${shown ? words.password.hide : words.password.show} disabled=${props.disabled} onClick=${() => setShown(!shown)}>
      <${Icon} name=${shown ? "eye-off" : "eye"} />
    </button>
  </div>`;
}
