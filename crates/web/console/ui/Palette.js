/** The palette: places, rows and acts by typing (Ctrl+K). */
import { html, useEffect, useId, useMemo, useRef, useState } from "../core/html.js";
import { shortcut } from "../core/keys.js";
import { hrefOf } from "../core/path.js";
import { go } from "../core/router.js";
import { words } from "../core/words/transfer.js";
import { Dialog } from "./Dialog.js";
import { Icon } from "./Icon.js";
import { fits, pages, search } from "./palette-items.js";

const W = words.palette;
const PAUSE = 250;

/** Opens the palette by Ctrl+K (or ⌘K). @param {() => void} onOpen */
export function usePaletteKey(onOpen) {
  const latest = useRef(onOpen);
  latest.current = onOpen;
  useEffect(() => shortcut("mod+k", (event) => {
    event?.preventDefault?.();
    latest.current();
  }), []);
}

/**
 * The palette.
 * @param {{open: boolean, onClose: () => void, commands?: {label: string, hint?: string, icon?: string, group?: string, href?: string,
 *   keywords?: string, run?: () => void}[]}} props `commands`: places and acts of the shell, besides the resources' own
 */
export function Palette({ open, onClose, commands = [] }) {
  return open ? html`<${Shown} onClose=${onClose} commands=${commands} />` : null;
}

/** Rows that the server finds, a moment after the text rests; a late answer is dropped. */
function useFound(text) {
  const [state, setState] = useState({ items: [], busy: false });
  useEffect(() => {
    if (text.length < 2) {
      setState({ items: [], busy: false });
      return undefined;
    }
    const stop = new AbortController();
    setState((before) => ({ ...before, busy: true }));
    const timer = setTimeout(async () => {
      const items = await search(text, stop.signal);
      if (!stop.signal.aborted) setState({ items, busy: false });
    }, PAUSE);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [text]);
  return state;
}

function Shown({ onClose, commands }) {
  const id = useId();
  const list = useRef(null);
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState(0);
  const text = typed.trim();
  const found = useFound(text);
  const known = useMemo(() => [...pages(), ...commands.map((one) => ({ group: W.actions, ...one }))], [commands]);
  const items = [...known.filter((item) => fits(item, text)), ...found.items];
  const groups = [...new Set(items.map((item) => item.group))];
  const ordered = groups.flatMap((group) => items.filter((item) => item.group === group));
  const now = Math.min(at, ordered.length - 1);

  useEffect(() => list.current?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" }), [now, ordered.length]);
  const pick = (item, event) => {
    onClose();
    if (item.run) item.run();
    else if (event?.ctrlKey || event?.metaKey) window.open(hrefOf(item.href), "_blank", "noopener");
    else go(item.href);
  };
  const press = (event) => {
    if (event.isComposing || !ordered.length) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      setAt((now + (event.key === "ArrowDown" ? 1 : ordered.length - 1)) % ordered.length);
    } else if (event.key === "Enter") {
      event.preventDefault();
      pick(ordered[now], event);
    }
  };
  const said = found.busy ? W.searching : ordered.length ? W.found(ordered.length) : W.none;
  return html`<${Dialog} open title=${W.title} class="palette" onClose=${onClose}>
    <input class="input palette-input" type="text" role="combobox" autofocus autocomplete="off" spellcheck=${false} aria-label=${W.label}
      placeholder=${W.placeholder} aria-expanded="true" aria-controls=${id} aria-autocomplete="list" enterkeyhint="go"
      aria-activedescendant=${ordered.length ? `${id}-${now}` : undefined} value=${typed} onKeyDown=${press}
      onInput=${(event) => (setTyped(event.currentTarget.value), setAt(0))} />
    <div class="palette-list" role="listbox" id=${id} aria-label=${W.label} ref=${list}>
      ${groups.map((group, which) => html`<div key=${group} role="group" aria-labelledby=${`${id}-g${which}`}>
        <p class="palette-group" id=${`${id}-g${which}`}>${group}</p>
        ${ordered.map((item, index) => item.group === group && html`<${Option} key=${item.key ?? `${group} ${item.label} ${item.href ?? ""}`} id=${`${id}-${index}`}
          item=${item} current=${index === now} onPick=${(event) => pick(item, event)} onHover=${() => index !== now && setAt(index)} />`)}
      </div>`)}
    </div>
    ${ordered.length === 0 && html`<p class="muted palette-none">${found.busy ? W.searching : W.none}</p>`}
    <p class="visually-hidden" role="status">${said}</p>
    <p class="small muted palette-keys" aria-hidden="true">${W.keys}</p>
  <//>`;
}

function Option({ id, item, current, onPick, onHover }) {
  return html`<div class="palette-option" id=${id} role="option" aria-selected=${current ? "true" : "false"} onClick=${onPick} onMouseMove=${onHover}>
    <${Icon} name=${item.icon ?? "arrow-right"} /><span class="grow">${item.label}</span>
    ${item.hint && html`<span class="small muted">${item.hint}</span>`}
  </div>`;
}
