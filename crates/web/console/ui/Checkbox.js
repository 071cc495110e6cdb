import { html } from "../core/html.js";

/**
 * A box to tick.
 * @param {{value: boolean, onChange: (value: boolean) => void, label?: unknown, disabled?: boolean}} props and what `Field` hands over
 */
export function Checkbox({ value, onChange, label, "aria-required": _required, class: extra = "", ...rest }) {
  return html`<label class=${`check ${extra}`}>
    <input class="checkbox" type="checkbox" ...${rest} checked=${value === true}
      onChange=${(event) => onChange?.(event.currentTarget.checked)} />
    ${label && html`<span>${label}</span>`}
  </label>`;
}
