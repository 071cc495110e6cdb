/** `/t/<slug>/notifications`: what the user was told of, the unread first. */
import { html, useEffect } from "../../core/html.js";
import { resource as resourceOf } from "../../core/api.js";
import { post } from "../../core/http.js";
import { route, setQuery } from "../../core/router.js";
import { mayWrite, memberName, tenantPath } from "../../core/tenant.js";
import { toast } from "../../core/toasts.js";
import { useRows } from "../../resource/live.js";
import { rowPath, screenPath } from "../../resource/paths.js";
import { complain, removeRow } from "../../resource/remove.js";
import { keepRow } from "../../resource/rows.js";
import { useTitle } from "../../resource/titles.js";
import { Button } from "../../ui/Button.js";
import { Empty } from "../../ui/Empty.js";
import { Icon } from "../../ui/Icon.js";
import { LoadMore } from "../../ui/LoadMore.js";
import { ProblemView } from "../../ui/ProblemView.js";
import { Select } from "../../ui/Select.js";
import { Skeleton } from "../../ui/Skeleton.js";
import { Time } from "../../ui/Time.js";
import { NoticesPage } from "./frame.js";
import { words } from "./words.js";

const KIND = "kind";

/** Where the row is that a notification is about, or null where it has no screen. @param {Row} row */
function placeOf({ resource, row_id: id }) {
  if (resource === "members") return tenantPath("settings", "members");
  const found = resourceOf(resource);
  return found?.operations.find && !found.parent ? screenPath(found, id) : null;
}

/** Marks one as read; the list and the bell hear of it. */
async function read(resource, row) {
  try {
    const { data, etag } = await post(`${rowPath(resource, row.id)}/read`);
    if (data) keepRow(resource, data, { etag, quiet: true });
  } catch (problem) {
    if (problem.status !== 404) complain(problem);
  }
}

function Notice({ resource, row }) {
  const kind = words.kinds[row.kind] ?? words.other;
  const { title } = useTitle(row.resource === "members" ? null : row.resource, row.row_id);
  const text = kind.says(row.actor_id ? (memberName(row.actor_id) ?? words.someone) : words.someone);
  const href = placeOf(row);
  const unread = !row.read_at;
  const writes = mayWrite();
  const opened = () => writes && unread && read(resource, row);
  return html`<li class=${`notice ${unread ? "notice-unread" : ""}`}>
    <span class="notice-icon"><${Icon} name=${kind.icon} /></span>
    <div class="notice-text">
      <p class=${unread ? "strong" : ""}>${href ? html`<a class="notice-link" href=${href} onClick=${opened}>${text}</a>` : text}
        ${unread && html`<span class="visually-hidden"> (${words.unread})</span>`}</p>
      <p class="muted small notice-about">${title && html`<span class="cut">${title}</span>`}<${Time} value=${row.created_at} /></p>
    </div>
    ${writes && html`<div class="notice-acts">
      ${unread && html`<${Button} size="small" tone="quiet" icon="check" label=${`${words.read}: ${text}`} onClick=${() => read(resource, row)} />`}
      <${Button} size="small" tone="quiet" icon="trash-2" label=${`${words.remove}: ${text}`} onClick=${() => removeRow({ resource, row })} />
    </div>`}
  </li>`;
}

function KindSelect({ resource, kind }) {
  const options = (resource.field(KIND).options ?? []).map((value) => ({ value, label: words.kinds[value]?.label ?? value }));
  return html`<${Select} class="notice-kind" aria-label=${words.kind} empty=${words.all} value=${kind ?? ""} options=${options}
    onChange=${(value) => setQuery({ kind: value })} />`;
}

/** The screen. */
export default function Notifications() {
  const resource = resourceOf("notifications");
  const kind = route.value.query.get(KIND);
  const list = useRows(resource, { query: kind ? { kind } : {} });
  useEffect(() => {
    if (list.fresh > 0) list.reload();
  }, [list.fresh]);
  const readAll = async () => {
    try {
      const { data } = await post("/api/notifications/read-all");
      toast(words.allRead(data.read), { tone: "good" });
      list.reload();
    } catch (problem) {
      complain(problem);
    }
  };
  const { rows, problem } = list;
  const actions = mayWrite() && rows?.some((row) => !row.read_at) && html`<${Button} icon="check" onClick=${readAll}>${words.readAll}<//>`;
  return html`<${NoticesPage} tab="notifications" actions=${actions}>
    <${KindSelect} resource=${resource} kind=${kind} />
    <div aria-busy=${list.busy && !rows}>
      ${problem && html`<${ProblemView} problem=${problem} onRetry=${list.reload} />`}
      ${!rows && !problem && html`<${Skeleton} lines=${8} />`}
      ${rows?.length === 0 && !problem && html`<${Empty} icon="bell" title=${kind ? words.noneOfKind : words.none}>${words.noneText}<//>`}
      ${rows?.length > 0 && html`<ul class="notices" aria-label=${words.caption}>
        ${rows.map((row) => html`<${Notice} key=${row.id} resource=${resource} row=${row} />`)}</ul>`}
      <${LoadMore} cursor=${list.cursor} busy=${list.busy} onMore=${list.more} />
    </div>
  <//>`;
}
