/** The list of conversations, and the ways to a new one and to the trash. */
import { html, useEffect, useRef } from "../../core/html.js";
import { hue, initials } from "../../core/format.js";
import { route } from "../../core/router.js";
import { me } from "../../core/session.js";
import { mayWrite, tenantPath } from "../../core/tenant.js";
import { Button } from "../../ui/Button.js";
import { Empty } from "../../ui/Empty.js";
import { Icon } from "../../ui/Icon.js";
import { LoadMore } from "../../ui/LoadMore.js";
import { ProblemView } from "../../ui/ProblemView.js";
import { Skeleton } from "../../ui/Skeleton.js";
import { abouts, conversations, inOrder, readMore, reload } from "./conversations.js";
import { nameOf, othersOf, shortTime, titleOf } from "./names.js";
import { words } from "./words.js";

/** The place of a conversation on the screen. @param {string} [id] */
export const placeOf = (id) => tenantPath("conversations", id);

/** A picture of a conversation: of the other person where there is one. */
export function Face({ row }) {
  const others = row && !row.title ? othersOf(row.id) : null;
  const one = others?.length === 1 ? others[0].user_id : null;
  const letters = one ? initials(nameOf(one)) : row?.title ? initials(row.title) : null;
  return html`<span class=${`avatar chat-face hue-${hue(one ?? row?.id ?? "")}`} aria-hidden="true">${letters ?? html`<${Icon} name="users" />`}</span>`;
}

/** The last message, in a line. */
function previewOf(last) {
  if (!last) return words.noMessage;
  if (last.body === null) return words.deleted;
  const text = last.body.slice(0, 200);
  return last.owner_id === me.value?.user.id ? words.yours(text) : words.says(nameOf(last.owner_id).split(" ")[0], text);
}

function Item({ row, current }) {
  const about = abouts.value.get(row.id);
  const at = about?.last?.created_at ?? row.created_at;
  return html`<li><a class="chat-item" href=${placeOf(row.id)} aria-current=${current ? "page" : undefined}>
    <${Face} row=${row} />
    <span class="chat-item-text">
      <span class="chat-item-line"><span class=${`cut ${row.unread > 0 ? "strong" : ""}`}>${titleOf(row)}</span>
        <time class="muted small nowrap" datetime=${at}>${shortTime(at)}</time></span>
      <span class="chat-item-line"><span class="cut muted small">${about ? previewOf(about.last) : "…"}</span>
        ${row.unread > 0 && html`<span class="chat-unread"><span aria-hidden="true">${row.unread > 99 ? "99+" : row.unread}</span>
          <span class="visually-hidden">${words.unread(row.unread)}</span></span>`}</span>
    </span>
  </a></li>`;
}

/** Up and down go through the list. */
function move(event) {
  const way = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!way || event.ctrlKey || event.altKey || event.metaKey) return;
  const all = [...event.currentTarget.querySelectorAll(".chat-item")];
  const to = all[all.indexOf(document.activeElement) + way];
  if (!to) return;
  event.preventDefault();
  to.focus();
}

/** @param {{at?: string}} props `at`: the conversation that is open */
export function List({ at }) {
  const { rows, cursor, busy, problem } = conversations.value;
  const heading = useRef(null);
  const { path } = route.value;
  useEffect(() => {
    if (!at) heading.current?.focus({ preventScroll: true });
  }, [path]);
  return html`<div class="chat-list" aria-busy=${busy && !rows}>
    <header class="chat-head">
      ${at ? html`<h2 class="grow">${words.title}</h2>` : html`<h1 class="grow" ref=${heading} tabindex="-1">${words.title}</h1>`}
      ${mayWrite() && html`<${Button} tone="quiet" icon="trash-2" label=${words.bin} href=${tenantPath("conversations", "trash")} />
        <${Button} tone="primary" icon="plus" label=${words.start} href=${tenantPath("conversations", "new")} />`}
    </header>
    <nav class="chat-items" aria-label=${words.list} onKeyDown=${move}>
      ${problem && html`<${ProblemView} problem=${problem} onRetry=${reload} />`}
      ${!rows && !problem && html`<${Skeleton} lines=${8} />`}
      ${rows?.length === 0 && !problem && html`<${Empty} icon="messages-square" title=${words.none}
        action=${mayWrite() && html`<${Button} href=${tenantPath("conversations", "new")}>${words.start}<//>`}>
        ${mayWrite() ? words.noneText : words.noneRead}<//>`}
      ${rows?.length > 0 && html`<ul>${inOrder().map((row) => html`<${Item} key=${row.id} row=${row} current=${row.id === at} />`)}</ul>`}
      <${LoadMore} cursor=${cursor} busy=${busy} onMore=${readMore} />
    </nav>
  </div>`;
}
