import { html, useEffect, useId, useRef, useState } from "../core/html.js";
import { Icon } from "./Icon.js";
import { usePlace } from "./popup.js";

/** The item a key leads to. */
function next(items, key, letter) {
  const at = items.indexOf(document.activeElement);
  if (key === "ArrowDown") return items[(at + 1) % items.length];
  if (key === "ArrowUp") return items[(at <= 0 ? items.length : at) - 1];
  if (key === "Home") return items[0];
  if (key === "End") return items.at(-1);
  if (!letter) return null;
  const from = [...items.slice(at + 1), ...items.slice(0, at + 1)];
  return from.find((one) => one.textContent.trim().toLowerCase().startsWith(letter));
}

function Item({ item, onDone }) {
  const inside = html`${item.icon && html`<${Icon} name=${item.icon} />`}<span class="grow">${item.label}</span>
    ${item.current && html`<${Icon} name="check" />`}`;
  const classes = `menu-item ${item.tone === "danger" ? "menu-item-danger" : ""}`;
  const run = () => {
    onDone();
    item.onSelect?.();
  };
  return item.href && !item.disabled
    ? html`<a class=${classes} role="menuitem" tabindex="-1" href=${item.href} onClick=${run}>${inside}</a>`
    : html`<button class=${classes} role="menuitem" type="button" tabindex="-1" aria-disabled=${item.disabled ? "true" : undefined}
        onClick=${() => !item.disabled && run()}>${inside}</button>`;
}

/**
 * A button that opens a list of acts.
 * @param {{label: string, icon?: string, items: {label: string, onSelect?: () => void, href?: string, icon?: string, tone?: "danger",
 *   disabled?: boolean, current?: boolean}[], bare?: boolean, tone?: string, size?: "small", disabled?: boolean, class?: string} & Record<string, any>} props
 *   `bare`: only the icon is shown (so with "ellipsis"), the label is the button's name
 */
export function Menu({ label, icon, items, bare = icon === "ellipsis", tone = "plain", size, disabled = false, class: extra = "", children }) {
  const id = useId();
  const [open, setOpen] = useState(false);
  const button = useRef(/** @type {HTMLButtonElement|null} */ (null));
  const popup = useRef(/** @type {HTMLElement|null} */ (null));
  usePlace(open, popup, button, { end: true });
  const shown = items.filter(Boolean);
  /** @returns {HTMLElement[]} */
  const all = () => [...popup.current.querySelectorAll(/** @type {"a"} */ ("[role=menuitem]"))];

  useEffect(() => {
    const toggled = (event) => setOpen(event.newState === "open");
    popup.current?.addEventListener("toggle", toggled);
    return () => popup.current?.removeEventListener("toggle", toggled);
  }, []);
  const show = (last = false) => {
    popup.current?.showPopover();
    (last ? all().at(-1) : all()[0])?.focus();
  };
  const done = () => {
    popup.current?.hidePopover();
    button.current?.focus();
  };
  const pressButton = (event) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    show(event.key === "ArrowUp");
  };
  const press = (event) => {
    if (event.key === "Escape" || event.key === "Tab") {
      if (event.key === "Escape") event.preventDefault();
      event.stopPropagation();
      done();
      return;
    }
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey && event.key.length === 1 && event.key !== " ";
    const to = next(all(), event.key, plain ? event.key.toLowerCase() : null);
    if (!to) return;
    event.preventDefault();
    event.stopPropagation();
    to.focus();
  };
  return html`<div class=${`menu ${extra}`}>
    <button class=${`button button-${tone} ${size ? `button-${size}` : ""} ${bare ? "button-bare" : ""}`} type="button" ref=${button} disabled=${disabled}
      aria-haspopup="menu" aria-expanded=${open ? "true" : "false"} aria-controls=${id} aria-label=${bare ? label : undefined}
      title=${bare ? label : undefined} onClick=${() => (open ? done() : show())} onKeyDown=${pressButton}>
      ${icon && html`<${Icon} name=${icon} />`}${!bare && html`<span class="button-text">${children ?? label}</span><${Icon} name="chevron-down" class="menu-mark" />`}
    </button>
    <div class="popup menu-list" popover="auto" role="menu" id=${id} tabindex="-1" aria-label=${label} ref=${popup} onKeyDown=${press}>
      ${shown.map((item) => html`<${Item} key=${item.label} item=${item} onDone=${done} />`)}
    </div>
  </div>`;
}
