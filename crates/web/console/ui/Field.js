import { html, useId } from "../core/html.js";
import { words } from "../core/words/ui.js";

/**
 * A control with its label, help and error.
 * @param {{name: string, label: unknown, help?: unknown, error?: string|null, optional?: boolean, required?: boolean, class?: string,
 *   children: (control: object) => unknown}} props
 *   the child gets `id`, `name` and the ARIA attributes for the control
 */
export function Field({ name, label, help, error, optional = false, required, class: extra = "", children }) {
  const id = useId();
  const described = [help && `${id}-help`, error && `${id}-error`].filter(Boolean).join(" ");
  const props = {
    id,
    name,
    "aria-describedby": described || undefined,
    "aria-invalid": error ? "true" : undefined,
    "aria-required": (required ?? !optional) ? "true" : undefined,
  };
  const child = Array.isArray(children) ? children.find((one) => typeof one === "function") : children;
  return html`<div class=${`field ${error ? "field-bad" : ""} ${extra}`}>
    <label class="field-label" for=${id}>${label}${optional && html`<span class="field-optional">${words.form.optional}</span>`}</label>
    ${child(props)}
    ${help && html`<p class="field-help" id=${`${id}-help`}>${help}</p>`}
    ${error && html`<p class="field-error" id=${`${id}-error`}>${error}</p>`}
  </div>`;
}
