/** The head of a conversation: its name, who takes part, and what one may do with it. */
import { html, useEffect, useRef, useState } from "../../core/html.js";
import { resource } from "../../core/api.js";
import { go, route } from "../../core/router.js";
import { me } from "../../core/session.js";
import { mayWrite } from "../../core/tenant.js";
import { toast } from "../../core/toasts.js";
import { etagOf } from "../../resource/paths.js";
import { removeRow } from "../../resource/remove.js";
import { RowForm } from "../../resource/RowForm.js";
import { Button } from "../../ui/Button.js";
import { Dialog } from "../../ui/Dialog.js";
import { Menu } from "../../ui/Menu.js";
import { abouts, keep, refresh } from "./conversations.js";
import { Face, placeOf } from "./List.js";
import { titleOf } from "./names.js";
import { leave, Participants } from "./Participants.js";
import { words } from "./words.js";

/** @param {{row: Row, onClose: () => void}} props */
function Rename({ row, onClose }) {
  const saved = (next) => {
    keep({ ...row, ...next });
    onClose();
  };
  return html`<${Dialog} open title=${words.rename} size="small" onClose=${onClose}>
    <${RowForm} resource=${resource("conversations")} row=${row} etag=${etagOf(row)} onSaved=${saved} onCancel=${onClose} />
  <//>`;
}

function Acts({ row, onOpen }) {
  const remove = async () => {
    if (await removeRow({ resource: resource("conversations"), row, onStale: () => refresh(row.id, 0) })) go(placeOf());
  };
  const out = async () => {
    if (await leave(row.id)) go(placeOf());
  };
  const items = [
    { label: words.participants.title, icon: "users", onSelect: () => onOpen("people") },
    { label: words.rename, icon: "pencil", onSelect: () => onOpen("rename") },
    { label: words.leave, icon: "log-out", onSelect: out },
    row.owner_id === me.value?.user.id && { label: words.remove, icon: "trash-2", tone: "danger", onSelect: remove },
  ];
  return html`<${Menu} label=${words.more} icon="ellipsis" tone="quiet" items=${items} />`;
}

/** @param {{id: string, row?: Row}} props */
export function Head({ id, row }) {
  const [open, setOpen] = useState("");
  const heading = useRef(null);
  const { path } = route.value;
  useEffect(() => {
    if (!(document.activeElement instanceof HTMLTextAreaElement)) heading.current?.focus({ preventScroll: true });
  }, [path]);
  const people = abouts.value.get(id)?.people;
  const close = () => setOpen("");
  return html`<header class="chat-head">
    <${Button} class="thread-back" tone="quiet" icon="arrow-left" label=${words.back} href=${placeOf()} />
    <${Face} row=${row} />
    <div class="thread-name">
      <h1 class="cut" ref=${heading} tabindex="-1" title=${titleOf(row)}>${titleOf(row)}</h1>
      ${row && people && html`<button class="thread-people muted small" type="button" onClick=${() => setOpen("people")}>${words.people(people.length)}</button>`}
    </div>
    ${row && mayWrite() && html`<${Acts} row=${row} onOpen=${setOpen} />`}
    ${row && open === "rename" && html`<${Rename} row=${row} onClose=${close} />`}
    ${row && open === "people" && html`<${Participants} id=${id} last=${row.last_seq} onClose=${close} />`}
  </header>`;
}
