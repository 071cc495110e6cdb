import { createContext, html, useContext, useId } from "../core/html.js";
import { words } from "../core/words/ui.js";

/** The label of the field around a control. */
const Label = createContext(/** @type {unknown} */ (null));

/** What a switch or a box says itself: nothing, where the field around it says the same. @param {unknown} label */
export const useOwnLabel = (label) => (useContext(Label) === label ? null : label);

/**
 * A control with its label, help and error.
 * @param {{name: string, label: unknown, help?: unknown, error?: string|null, optional?: boolean, required?: boolean, class?: string,
 *   children: (control: object) => unknown} & Record<string, any>} props
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
    <div class="field-head"><label class="field-label" for=${id}>${label}</label>
      ${optional && html`<span class="field-optional">${words.form.optional}</span>`}</div>
    <${Label.Provider} value=${label}>${child(props)}<//>
    ${help && html`<p class="field-help" id=${`${id}-help`}>${help}</p>`}
    ${error && html`<p class="field-error" id=${`${id}-error`}>${error}</p>`}
  </div>`;
}
