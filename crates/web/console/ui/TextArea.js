import { html } from "../core/html.js";

/**
 * Several lines of text; grows with them where the browser can.
 * @param {{value: string, onChange: (value: string) => void, rows?: number|string, disabled?: boolean} & Record<string, any>} props and what `Field` hands over
 */
export function TextArea({ value, onChange, rows = 4, class: extra = "", ...rest }) {
  return html`<textarea class=${`input textarea ${extra}`} rows=${rows} ...${rest} value=${value ?? ""}
    onInput=${(event) => onChange?.(event.currentTarget.value)}></textarea>`;
}
