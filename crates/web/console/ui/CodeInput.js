import { html } from "../core/html.js";

/**
 * A code of digits, from a message or an app; pasted and filled in whole.
 * @param {{value: string, onChange: (value: string) => void, length?: number, onComplete?: (code: string) => void, disabled?: boolean} & Record<string, any>} props
 *   and what `Field` hands over
 */
export function CodeInput({ value, onChange, length = 6, onComplete, ...rest }) {
  const type = (typed) => {
    const code = typed.replace(/\D/g, "").slice(0, length);
    onChange?.(code);
    if (code.length === length && code !== value) onComplete?.(code);
    return code;
  };
  return html`<input class="input code-input" type="text" inputmode="numeric" autocomplete="one-time-code" pattern="[0-9]*" ...${rest}
    value=${value ?? ""} onInput=${(event) => {
      event.currentTarget.value = type(event.currentTarget.value);
    }} />`;
}
