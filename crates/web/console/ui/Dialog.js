import { html, useEffect, useId, useLayoutEffect, useRef } from "../core/html.js";
import { words } from "../core/words/ui.js";
import { Icon } from "./Icon.js";

const WANTED = "[autofocus], .dialog-body :is(input:not([type=hidden]), select, textarea):not(:disabled)";

/**
 * A dialog over the screen. Escape and its cross call `onClose`; the owner closes it by `open`. The focus goes to the first control
 * (or the one with `autofocus`), and back to where it was.
 * @param {{open: boolean, title: string, onClose?: () => void, actions?: unknown, size?: "small"|"large", locked?: boolean, class?: string,
 *   children?: unknown}} props `locked`: neither Escape nor a cross
 *   close it, only its own actions, as for what is shown once
 */
export function Dialog({ open, ...rest }) {
  return open ? html`<${Shown} ...${rest} />` : null;
}

function Shown({ title, onClose, locked = false, actions, size, class: extra = "", children }) {
  const id = useId();
  const box = useRef(/** @type {HTMLDialogElement|null} */ (null));
  const alive = useRef(true);
  useLayoutEffect(() => {
    const dialog = /** @type {HTMLDialogElement} */ (box.current);
    const before = document.activeElement;
    dialog.showModal();
    return () => {
      alive.current = false;
      dialog.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, []);
  useEffect(() => {
    const dialog = box.current;
    const at = document.activeElement;
    if (dialog?.contains(at) && at?.matches("input, select, textarea, [autofocus]")) return;
    /** @type {HTMLElement|null|undefined} */ (dialog?.querySelector(WANTED) ?? dialog?.querySelector("h2"))?.focus();
  }, []);
  const cancel = (event) => {
    if (event.target !== box.current) return;
    event.preventDefault();
    if (!locked) onClose?.();
  };
  // A phone's way back may close it without asking.
  const closed = (event) => {
    if (event.target !== box.current || !alive.current) return;
    if (locked) box.current.showModal();
    else onClose?.();
  };
  return html`<dialog class=${`dialog ${size ? `dialog-${size}` : ""} ${extra}`} ref=${box} aria-labelledby=${id} onCancel=${cancel} onClose=${closed}
    onKeyDown=${(event) => event.key === "Escape" && !event.defaultPrevented && (event.preventDefault(), event.stopPropagation(), !locked && onClose?.())}>
    <header class="dialog-head">
      <h2 id=${id} tabindex="-1">${title}</h2>
      ${onClose && !locked && html`<button class="button button-quiet button-bare" type="button" aria-label=${words.dialog.close}
        title=${words.dialog.close} onClick=${() => onClose()}><${Icon} name="x" /></button>`}
    </header>
    <div class="dialog-body">${children}</div>
    ${actions && html`<footer class="dialog-foot">${actions}</footer>`}
  </dialog>`;
}

export { confirmDialog } from "./confirm.js";
