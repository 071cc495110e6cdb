import { html } from "../core/html.js";
import { useOwnLabel } from "./Field.js";

/**
 * A box to tick.
 * @param {{value: boolean, onChange: (value: boolean) => void, label?: unknown, disabled?: boolean} & Record<string, any>} props and what `Field` hands over
 */
export function Checkbox({ value, onChange, label, "aria-required": _required, class: extra = "", ...rest }) {
  const said = useOwnLabel(label);
  return html`<label class=${`check ${extra}`}>
    <input class="checkbox" type="checkbox" ...${rest} checked=${value === true}
      onChange=${(event) => onChange?.(event.currentTarget.checked)} />
    ${said && html`<span>${said}</span>`}
  </label>`;
}
