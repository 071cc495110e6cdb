import { html, useState } from "../core/html.js";
import { words } from "../core/words/ui.js";
import { Icon } from "./Icon.js";

/**
 * Words, each added by Enter or a comma, taken away by its button or by Backspace.
 * @param {{value: string[], onChange: (value: string[]) => void, disabled?: boolean} & Record<string, any>} props and what `Field` hands over
 */
export function TagsInput({ value, onChange, disabled = false, ...rest }) {
  const tags = value ?? [];
  const [text, setText] = useState("");
  const add = (typed) => {
    const fresh = typed.split(/[,\n]/).map((one) => one.trim()).filter((one, at, all) => one && !tags.includes(one) && all.indexOf(one) === at);
    if (fresh.length > 0) onChange?.([...tags, ...fresh]);
    setText("");
  };
  const press = (event) => {
    if (event.isComposing) return;
    if (event.key === "," || (event.key === "Enter" && text.trim())) {
      event.preventDefault();
      add(text);
    } else if (event.key === "Backspace" && text === "" && tags.length > 0) onChange?.(tags.slice(0, -1));
  };
  return html`<div class="input tags-input" onClick=${(event) => event.currentTarget === event.target && event.currentTarget.querySelector("input").focus()}>
    ${tags.map((tag) => html`<span class="tag" key=${tag}>${tag}
      <button type="button" disabled=${disabled} aria-label=${words.tags.remove(tag)} onClick=${() => onChange?.(tags.filter((one) => one !== tag))}>
        <${Icon} name="x" /></button></span>`)}
    <input class="bare-input" type="text" autocomplete="off" ...${rest} disabled=${disabled} value=${text}
      onInput=${(event) => (/[,\n]/.test(event.currentTarget.value) ? add(event.currentTarget.value) : setText(event.currentTarget.value))}
      onKeyDown=${press} onBlur=${() => text.trim() && add(text)} />
  </div>`;
}
