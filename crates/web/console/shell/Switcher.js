/** The workspace that one is in, and the way to another. */
import { html, useId, useRef, useState } from "../core/html.js";
import { hue, initials } from "../core/format.js";
import { me } from "../core/session.js";
import { tenant } from "../core/tenant.js";
import { words } from "../core/words/shell.js";
import { Dialog } from "../ui/Dialog.js";
import { Icon } from "../ui/Icon.js";

/** A button that names the workspace and the user's role in it. */
export function Switcher() {
  const [open, setOpen] = useState(false);
  const own = tenant.value;
  return html`<button class="switcher" type="button" aria-haspopup="dialog" title=${words.switchTo} onClick=${() => setOpen(true)}>
      ${own && html`<span class=${`mark hue-${hue(own.id)}`} aria-hidden="true">${initials(own.name)}</span>`}
      <span class="switcher-name">${own?.name ?? words.product}</span>
      ${own && html`<span class="muted small switcher-role">${own.role}</span>`}
      <${Icon} name="chevrons-up-down" />
    </button>
    <${Dialog} open=${open} title=${words.switchTo} size="small" onClose=${() => setOpen(false)}>
      <${Choice} onDone=${() => setOpen(false)} />
    <//>`;
}

function Choice({ onDone }) {
  const [text, setText] = useState("");
  const id = useId();
  const list = useRef(null);
  const wanted = text.trim().toLowerCase();
  const found = me.value.memberships.filter(({ name, slug }) => `${name} ${slug}`.toLowerCase().includes(wanted));
  const enter = (event) => {
    event.preventDefault();
    list.current?.querySelector("a")?.click();
  };
  return html`<form class="stack stack-3" onSubmit=${enter}>
    <label class="visually-hidden" for=${id}>${words.findWorkspace}</label>
    <input id=${id} class="input" type="search" autocomplete="off" placeholder=${words.findWorkspace} value=${text}
      onInput=${(event) => setText(event.currentTarget.value)} />
    <ul ref=${list} class="choice">
      ${found.map((one) => html`<li key=${one.id}><a class="choice-item" href=${`/t/${encodeURIComponent(one.slug)}/`} onClick=${onDone}
          aria-current=${one.id === tenant.value?.id ? "true" : undefined}>
        <span class=${`mark hue-${hue(one.id)}`} aria-hidden="true">${initials(one.name)}</span>
        <span class="grow">${one.name}</span><span class="muted small">${one.role}</span>
      </a></li>`)}
    </ul>
    ${found.length === 0 && html`<p class="muted">${words.noWorkspace}</p>`}
    <a class="choice-item" href="/workspaces/new" onClick=${onDone}><${Icon} name="plus" />${words.newWorkspace}</a>
  </form>`;
}
