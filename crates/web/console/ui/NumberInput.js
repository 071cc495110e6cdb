import { html, useEffect, useState } from "../core/html.js";
import { TextInput } from "./TextInput.js";

const number = /^-?\d+([.,]\d+)?$/;

/**
 * A number. Hands over a number, null where nothing is typed, or the text itself where it is no number, so that the form's check can
 * say so. `step="any"` (decimal) hands over text where the value came as text, so that no digit is lost.
 * @param {{value: number|string|null, onChange: (value: number|string|null) => void, min?: number, max?: number, step?: string} & Record<string, any>} props
 */
export function NumberInput({ value, onChange, min, max, step = "1", ...rest }) {
  const [text, setText] = useState(String(value ?? ""));
  const read = (typed) => {
    const plain = typed.trim().replace(",", ".");
    if (plain === "") return null;
    if (!number.test(plain)) return typed;
    return typeof value === "string" && value !== "" && step === "any" && number.test(value) ? plain : Number(plain);
  };
  useEffect(() => {
    if (String(read(text) ?? "") !== String(value ?? "")) setText(String(value ?? ""));
  }, [value]);
  return html`<${TextInput} inputmode=${step === "any" ? "decimal" : Number(min) >= 0 ? "numeric" : undefined} autocomplete="off"
    class="input-number" ...${rest} value=${text} onChange=${(typed) => (setText(typed), onChange?.(read(typed)))} />`;
}
