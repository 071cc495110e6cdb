import { html } from "../core/html.js";

/**
 * One line of text.
 * @param {{value: string, onChange: (value: string) => void, type?: string, autocomplete?: string, placeholder?: string,
 *   inputmode?: string, maxlength?: number|string, disabled?: boolean, class?: string} & Record<string, any>} props and what `Field` hands over
 */
export function TextInput({ value, onChange, type = "text", class: extra = "", ...rest }) {
  return html`<input class=${`input ${extra}`} type=${type} ...${rest} value=${value ?? ""}
    onInput=${(event) => onChange?.(event.currentTarget.value)} />`;
}
