import { html, useEffect, useId, useRef, useState } from "../core/html.js";
import { words } from "../core/words/ui.js";
import { Icon } from "./Icon.js";
import { usePlace } from "./popup.js";

const PAUSE = 200;

/** @typedef {{options: {value: string, label: string, hint?: string}[]|null, failed: boolean, stale?: boolean}} Found */

/** Asks `load` a moment after the text rests; an answer that comes late is dropped. */
function useFound(load, open, text) {
  const [found, setFound] = useState(/** @type {Found} */ ({ options: null, failed: false }));
  const latest = useRef(load);
  latest.current = load;
  useEffect(() => {
    if (!open) return undefined;
    let gone = false;
    setFound((before) => ({ ...before, stale: true }));
    const timer = setTimeout(async () => {
      try {
        const options = await latest.current(text);
        if (!gone) setFound({ options, failed: false });
      } catch {
        if (!gone) setFound({ options: [], failed: true });
      }
    }, text ? PAUSE : 0);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [open, text]);
  return found;
}

/**
 * One of many options, found by typing their visible words.
 * @param {{value: string|null, onChange: (value: string|null) => void, load: (query: string) => Promise<{value: string, label: string,
 *   hint?: string}[]>, labelOf: (value: string) => string|null, disabled?: boolean, placeholder?: string} & Record<string, any>} props and what `Field` hands over
 */
export function Combobox({ value, onChange, load, labelOf, disabled = false, ...rest }) {
  const list = `${useId()}-list`;
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState(/** @type {string|null} */ (null));
  const [at, setAt] = useState(0);
  const [chosen, setChosen] = useState(/** @type {{value: string, label: string}|null} */ (null));
  const input = useRef(null);
  const popup = useRef(null);
  const { options, failed, stale } = useFound(load, open, typed ?? "");
  usePlace(open, popup, input, { wide: true });
  useEffect(() => {
    if (open !== popup.current?.matches(":popover-open")) open ? popup.current?.showPopover() : popup.current?.hidePopover();
  }, [open]);
  useEffect(() => setAt(0), [options]);
  useEffect(() => popup.current?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" }), [at, options]);

  const label = value ? (chosen?.value === value ? chosen.label : (labelOf?.(value) ?? value)) : "";
  const close = () => (setOpen(false), setTyped(null));
  const pick = (option) => {
    setChosen(option);
    onChange?.(option.value);
    close();
  };
  const clear = () => (setChosen(null), onChange?.(null), close());
  const type = (text) => {
    setTyped(text);
    setOpen(true);
    if (text === "" && value) onChange?.(null);
  };
  const press = (event) => {
    const count = options?.length ?? 0;
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!open) setOpen(true);
      else if (count > 0) setAt((at + (event.key === "ArrowDown" ? 1 : count - 1)) % count);
    } else if (event.key === "Enter" && open) {
      event.preventDefault();
      if (!stale && options?.[at]) pick(options[at]);
    } else if (event.key === "Escape" && open) {
      event.preventDefault();
      event.stopPropagation();
      close();
    }
  };
  const active = open && options?.[at] ? `${list}-${at}` : undefined;
  return html`<div class="input-with combobox">
    <input class="input" type="text" role="combobox" autocomplete="off" spellcheck=${false} ...${rest} ref=${input} disabled=${disabled}
      aria-expanded=${open ? "true" : "false"} aria-controls=${list} aria-autocomplete="list" aria-activedescendant=${active}
      value=${typed ?? label} onInput=${(event) => type(event.currentTarget.value)} onKeyDown=${press}
      onClick=${() => setOpen(true)} onBlur=${close} />
    ${value && !disabled
      ? html`<button class="input-button" type="button" aria-label=${words.combobox.clear} title=${words.combobox.clear}
          onClick=${() => (clear(), input.current?.focus())}><${Icon} name="x" /></button>`
      : html`<span class="input-mark"><${Icon} name="chevrons-up-down" /></span>`}
    <div class="popup" popover="manual" ref=${popup} onMouseDown=${(event) => event.preventDefault()}>
      <ul class="options" role="listbox" id=${list} aria-label=${rest["aria-label"] ?? words.combobox.found(options?.length ?? 0)}>
        ${(options ?? []).map((option, index) => html`<li key=${option.value} id=${`${list}-${index}`} role="option" class="option"
          aria-selected=${index === at ? "true" : "false"} onMouseMove=${() => index !== at && setAt(index)} onClick=${() => pick(option)}>
          <span>${option.label}</span>${option.hint && html`<span class="muted small">${option.hint}</span>`}
          ${option.value === value && html`<${Icon} name="check" />`}</li>`)}
      </ul>
      ${!options?.length && html`<p class="popup-note">${failed ? words.combobox.failed : options && !stale ? words.combobox.none : words.combobox.searching}</p>`}
    </div>
    <span class="visually-hidden" role="status">${open && options && !stale ? (options.length ? words.combobox.found(options.length) : words.combobox.none) : ""}</span>
  </div>`;
}
