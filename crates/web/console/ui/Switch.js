import { html } from "../core/html.js";
import { useOwnLabel } from "./Field.js";

/**
 * On or off, with effect at once or on save.
 * @param {{value: boolean, onChange: (value: boolean) => void, label?: string, disabled?: boolean} & Record<string, any>} props and what `Field` hands over
 */
export function Switch({ value, onChange, label, "aria-required": _required, class: extra = "", ...rest }) {
  const said = useOwnLabel(label);
  return html`<label class=${`check ${extra}`}>
    <input class="switch" type="checkbox" role="switch" ...${rest} checked=${value === true}
      onChange=${(event) => onChange?.(event.currentTarget.checked)} />
    ${said && html`<span>${said}</span>`}
  </label>`;
}
