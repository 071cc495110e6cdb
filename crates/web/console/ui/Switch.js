import { html } from "../core/html.js";

/**
 * On or off, with effect at once or on save.
 * @param {{value: boolean, onChange: (value: boolean) => void, label?: string, disabled?: boolean}} props and what `Field` hands over
 */
export function Switch({ value, onChange, label, "aria-required": _required, class: extra = "", ...rest }) {
  return html`<label class=${`check ${extra}`}>
    <input class="switch" type="checkbox" role="switch" ...${rest} checked=${value === true}
      onChange=${(event) => onChange?.(event.currentTarget.checked)} />
    ${label && html`<span>${label}</span>`}
  </label>`;
}
