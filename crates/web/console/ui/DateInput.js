import { TextInput } from "./TextInput.js";
import { html } from "../core/html.js";

/**
 * A day, as `YYYY-MM-DD`, null where there is none.
 * @param {{value: string|null, onChange: (value: string|null) => void, disabled?: boolean} & Record<string, any>} props and what `Field` hands over
 */
export function DateInput({ value, onChange, ...rest }) {
  return html`<${TextInput} class="input-date" ...${rest} type="date" value=${value ?? ""} onChange=${(text) => onChange?.(text || null)} />`;
}
