/** `/t/<slug>/<things>/trash`: what was deleted, to be restored. */
import { html, useRef, useState } from "../core/html.js";
import { resource as resourceOf } from "../core/api.js";
import { atLeast, mayWrite } from "../core/tenant.js";
import { words } from "../core/words/resource.js";
import { Button } from "../ui/Button.js";
import { Empty } from "../ui/Empty.js";
import { LoadMore } from "../ui/LoadMore.js";
import { Page } from "../ui/Page.js";
import { ProblemView } from "../ui/ProblemView.js";
import { Skeleton } from "../ui/Skeleton.js";
import { Table } from "../ui/Table.js";
import { Time } from "../ui/Time.js";
import { columnsOf } from "./columns.js";
import { later } from "./later.js";
import { useRows } from "./live.js";
import { screenPath } from "./paths.js";
import { bringBack } from "./remove.js";
import { useListKeys, useSelection } from "./selection.js";

const BulkBar = later(() => import("./bulk.js"), "BulkBar");

function Restore({ resource, row }) {
  const [busy, setBusy] = useState(false);
  const restore = async () => {
    setBusy(true);
    await bringBack({ resource, id: row.id });
    setBusy(false);
  };
  return html`<${Button} size="small" icon="rotate-ccw" busy=${busy} onClick=${restore}>${words.bin.restore}<//>`;
}

/** Whether the tab's role may restore. @param {Resource} resource */
function mayRestore(resource) {
  const role = resource.operations.restore?.access?.role;
  return mayWrite() && (!role || atLeast(role));
}

function Bin({ resource }) {
  const list = useRows(resource, { query: { deleted: true } });
  const selection = useSelection(list.rows ?? []);
  const box = useRef(null);
  const may = mayRestore(resource);
  useListKeys(box, { toggle: (at) => may && list.rows?.[at] && selection.toggle(list.rows[at].id) });
  const columns = columnsOf(resource, {
    without: ["created_at"],
    add: [
      { key: "deleted_at", label: words.bin.deleted, render: (row) => html`<${Time} value=${row.deleted_at} />` },
      ...(may ? [{ key: "acts", label: words.bin.actions, width: "narrow", render: (row) => html`<${Restore} resource=${resource} row=${row} />` }] : []),
    ],
  });
  const compact = [...new Set([...(resource.compact ?? []), "deleted_at", "acts"])];
  const done = () => {
    selection.clear();
    list.reload();
  };
  return html`<div ref=${box} class="list stack stack-4" aria-busy=${list.busy}>
    <div class="list-fresh" role="status">${list.fresh > 0 &&
      html`<${Button} size="small" icon="arrow-up" onClick=${list.reload}>${words.list.more(list.fresh)}<//>`}</div>
    ${list.problem && html`<${ProblemView} problem=${list.problem} onRetry=${list.reload} />`}
    ${!list.rows && !list.problem && html`<${Skeleton} lines=${8} />`}
    ${list.rows?.length === 0 && html`<${Empty} icon="trash-2" title=${words.bin.empty}>${words.bin.emptyText}<//>`}
    ${list.rows?.length > 0 && html`<${Table} caption=${words.bin.title(resource.labels[1])} columns=${columns} rows=${list.rows} compact=${compact}
      selected=${may ? selection.selected : undefined} onSelect=${may ? selection.onSelect : undefined} />`}
    <${LoadMore} cursor=${list.cursor} busy=${list.busy} onMore=${list.more} />
    ${selection.chosen.length > 0 && html`<${BulkBar} resource=${resource} rows=${selection.chosen} onDone=${done} />`}
  </div>`;
}

/** The screen. @param {{params: {things: string}, resource?: Resource|null}} props `resource`: as a screen made by hand has it */
export default function BinScreen({ params, resource = resourceOf(params.things) }) {
  if (!resource?.operations.restore) {
    return html`<${Page} title=${words.bin.none}><p>${words.list.unknownText}</p><//>`;
  }
  const crumbs = [{ label: resource.labels[1], href: screenPath(resource) }];
  return html`<${Page} title=${words.bin.title(resource.labels[1])} crumbs=${crumbs} subtitle=${words.bin.subtitle}>
    <${Bin} key=${resource.plural} resource=${resource} />
  <//>`;
}
