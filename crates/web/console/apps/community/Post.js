/** One post, and its form in place. */
import { html, useEffect, useRef, useState } from "../../core/html.js";
import { me } from "../../core/session.js";
import { atLeast, memberName } from "../../core/tenant.js";
import { toast } from "../../core/toasts.js";
import { words as generated } from "../../core/words/resource.js";
import { askToLeave } from "../../resource/draft.js";
import { etagOf, screenPath } from "../../resource/paths.js";
import { removeRow } from "../../resource/remove.js";
import { RowForm } from "../../resource/RowForm.js";
import { Menu } from "../../ui/Menu.js";
import { Person } from "../../ui/Person.js";
import { Time } from "../../ui/Time.js";
import { Follow } from "./Follow.js";
import { words } from "./words.js";

const W = words.feed;
const LONG = 700;
const LINES = 10;

function Editing({ resource, row, onSaved, onDone }) {
  const box = useRef(null);
  const dirty = useRef(false);
  useEffect(() => box.current?.querySelector("textarea")?.focus(), []);
  const saved = (now) => {
    toast(generated.form.saved(resource.labels[0]), { tone: "good" });
    onSaved(now);
    onDone();
  };
  const cancel = async () => (!dirty.current || (await askToLeave())) && onDone();
  return html`<div ref=${box}><${RowForm} resource=${resource} row=${row} etag=${etagOf(row)} onSaved=${saved} onCancel=${cancel}
    onDirty=${(now) => (dirty.current = now)} /></div>`;
}

/** A text; a long one is cut until one wants it all. */
function Body({ text }) {
  const [open, setOpen] = useState(false);
  const isLong = text.length > LONG || text.split("\n").length > LINES;
  return html`<div class=${`post-body lines ${isLong && !open ? "post-cut" : ""}`}>${text}</div>
    ${isLong && html`<div><button type="button" class="button button-quiet button-small" aria-expanded=${open ? "true" : "false"}
      onClick=${() => setOpen(!open)}>${open ? W.less : W.more}</button></div>`}`;
}

/**
 * @param {{resource: Resource, row: Row, onChanged: (row: Row) => void, onGone: (id: string) => void, onStale: () => void}} props
 */
export function Post({ resource, row, onChanged, onGone, onStale }) {
  const [editing, setEditing] = useState(false);
  const isOwn = row.owner_id === me.value?.user.id;
  const name = memberName(row.owner_id) ?? row.owner_id.slice(0, 8);
  const remove = async () => {
    if (await removeRow({ resource, row, onStale })) onGone(row.id);
  };
  const items = [
    isOwn && resource.canChange() && { label: W.edit, icon: "pencil", onSelect: () => setEditing(true) },
    (isOwn || atLeast("admin")) && resource.canDelete() && { label: W.remove, icon: "trash-2", tone: "danger", onSelect: remove },
  ].filter(Boolean);
  return html`<article class="post" aria-label=${`${name}`}>
    <header class="post-head">
      <${Person} id=${row.owner_id} />
      <a class="post-time muted small" href=${screenPath(resource, row.id)}><${Time} value=${row.created_at} /></a>
      ${row.updated_at !== row.created_at && html`<span class="muted small">${W.edited}</span>`}
      <span class="post-acts"><${Follow} id=${row.owner_id} />
        ${items.length > 0 && !editing && html`<${Menu} label=${W.acts(name)} icon="ellipsis" tone="quiet" size="small" items=${items} />`}</span>
    </header>
    ${editing
      ? html`<${Editing} resource=${resource} row=${row} onSaved=${onChanged} onDone=${() => setEditing(false)} />`
      : html`<${Body} text=${row.body} />`}
  </article>`;
}
