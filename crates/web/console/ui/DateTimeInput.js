import { html } from "../core/html.js";
import { zoneName } from "../core/format.js";
import { TextInput } from "./TextInput.js";

const two = (number) => String(number).padStart(2, "0");

/** An instant as the control shows it, in local time. @param {string|null} iso */
function toLocal(iso) {
  const at = new Date(iso ?? "");
  if (Number.isNaN(at.getTime())) return "";
  const day = `${String(at.getFullYear()).padStart(4, "0")}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${day}T${two(at.getHours())}:${two(at.getMinutes())}`;
}

/**
 * An instant in local time, with the zone named beside it; the value is ISO 8601 in UTC, null where there is none.
 * @param {{value: string|null, onChange: (value: string|null) => void, disabled?: boolean} & Record<string, any>} props and what `Field` hands over
 */
export function DateTimeInput({ value, onChange, ...rest }) {
  const pick = (text) => onChange?.(text === "" ? null : new Date(text).toISOString());
  return html`<div class="input-zone">
    <${TextInput} class="input-date" ...${rest} type="datetime-local" value=${toLocal(value)} onChange=${pick} />
    <span class="muted small">${zoneName()}</span>
  </div>`;
}
