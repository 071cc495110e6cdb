import { html } from "../core/html.js";
import { Icon } from "./Icon.js";

/**
 * One of a few options; a long list takes `Combobox`.
 * @param {{value: unknown, onChange: (value: unknown) => void, options: {value: unknown, label: string}[], empty?: string,
 *   disabled?: boolean} & Record<string, any>} props `empty`: the words of the choice of none, whose value is ""
 */
export function Select({ value, onChange, options, empty, class: extra = "", ...rest }) {
  const at = options.findIndex((one) => one.value === value);
  const blank = empty !== undefined || at < 0;
  const pick = (index) => onChange?.(index === "" ? "" : options[Number(index)].value);
  return html`<div class=${`select ${extra}`}>
    <select class="input" ...${rest} value=${at < 0 ? "" : String(at)} onChange=${(event) => pick(event.currentTarget.value)}>
      ${blank && html`<option value="" key="empty">${empty ?? ""}</option>`}
      ${options.map((one, index) => html`<option key=${index} value=${String(index)}>${one.label}</option>`)}
    </select>
    <${Icon} name="chevron-down" />
  </div>`;
}
