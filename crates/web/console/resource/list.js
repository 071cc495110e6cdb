/** `/t/<slug>/<things>`: the list of any resource. */
import { html, useRef, useState } from "../core/html.js";
import { resource as resourceOf } from "../core/api.js";
import { preferences } from "../core/preferences.js";
import { setQuery } from "../core/router.js";
import { mayWrite } from "../core/tenant.js";
import { words } from "../core/words/resource.js";
import { Button } from "../ui/Button.js";
import { Empty } from "../ui/Empty.js";
import { LoadMore } from "../ui/LoadMore.js";
import { Page } from "../ui/Page.js";
import { ProblemView } from "../ui/ProblemView.js";
import { Skeleton } from "../ui/Skeleton.js";
import { Table } from "../ui/Table.js";
import { chosenColumns, columnsOf } from "./columns.js";
import { Display } from "./display.js";
import { FilterChips, FilterSheet, Search, SortSelect } from "./filters.js";
import { later } from "./later.js";
import { useRows } from "./live.js";
import { screenPath } from "./paths.js";
import { asked, filterFields, nextSort, sentQuery, setSort } from "./query.js";
import { useListKeys, useSelection } from "./selection.js";

const BulkBar = later(() => import("./bulk.js"), "BulkBar");
const ExportMenu = later(() => import("./export.js"), "ExportMenu");

function Actions({ resource, query }) {
  const { operations } = resource;
  const writes = mayWrite();
  return html`
    ${operations.restore && writes && html`<${Button} tone="quiet" icon="trash-2" href=${screenPath(resource, "trash")}>${words.list.bin}<//>`}
    ${operations.export && html`<${ExportMenu} resource=${resource} query=${query} />`}
    ${operations.import && writes && resource.canCreate() &&
      html`<${Button} icon="upload" href=${screenPath(resource, "import")}>${words.list.import}<//>`}
    ${resource.canCreate() && html`<${Button} tone="primary" icon="plus" href=${screenPath(resource, "new")}>${words.list.create(resource.labels[0])}<//>`}`;
}

/** What stands where no row does. The button for a first one is at the head of the screen. */
function Nothing({ resource, narrowed, onClear }) {
  const [label, labels] = resource.labels;
  if (narrowed) {
    const clear = html`<${Button} onClick=${onClear}>${words.list.clear}<//>`;
    return html`<${Empty} icon="search" title=${words.list.noMatch} action=${clear}>${words.list.noMatchText}<//>`;
  }
  const text = resource.canCreate() ? words.list.emptyCreate(label) : words.list.emptyRead;
  return html`<${Empty} icon=${resource.icon} title=${words.list.empty(labels)}>${text}<//>`;
}

function Rows({ resource, list, sort, selection, picks }) {
  const { columns: own, density } = preferences.value;
  const columns = columnsOf(resource, { chosen: chosenColumns(resource) });
  const href = resource.operations.find ? (row) => screenPath(resource, row.id) : undefined;
  return html`<div class=${`list-rows ${density === "compact" ? "list-tight" : ""}`}>
    <${Table} caption=${words.list.caption(resource.labels[1])} columns=${columns} rows=${list.rows} rowHref=${href}
      compact=${own?.[resource.plural] ? undefined : resource.compact} selected=${picks ? selection.selected : undefined} onSelect=${picks ? selection.onSelect : undefined}
      sort=${sort} onSort=${(column) => setSort(resource, nextSort(resource, column.replace(/^-/, ""), sort))} />
  </div>
  <${LoadMore} cursor=${list.cursor} busy=${list.busy} onMore=${list.more} />`;
}

function List({ resource }) {
  const wanted = asked(resource);
  const query = sentQuery(resource, wanted);
  const list = useRows(resource, { query });
  const [sheet, setSheet] = useState(false);
  const selection = useSelection(list.rows ?? []);
  const box = useRef(null);
  const picks = resource.canChange() || resource.canDelete();
  useListKeys(box, { toggle: (at) => picks && list.rows?.[at] && selection.toggle(list.rows[at].id) });

  const on = Object.keys(wanted.filters).length;
  const narrowed = on > 0 || wanted.q.trim() !== "";
  const clear = () => setQuery(Object.fromEntries([...filterFields(resource).map(({ name }) => name), "q"].map((name) => [name, null])));
  const done = () => {
    selection.clear();
    list.reload();
  };
  const filterable = filterFields(resource).length > 0;
  return html`<div ref=${box} class="list stack stack-4" aria-busy=${list.busy}>
    <div class="list-bar row">
      ${resource.search && html`<${Search} resource=${resource} q=${wanted.q} />`}
      ${filterable && html`<${Button} icon="filter" onClick=${() => setSheet(true)}>${words.list.filters(on)}<//>`}
      <${SortSelect} resource=${resource} sort=${wanted.sort} />
      ${list.rows?.length > 0 && html`<${Display} resource=${resource} />`}
    </div>
    <${FilterChips} resource=${resource} filters=${wanted.filters} />
    <div class="list-fresh" role="status">${list.fresh > 0 &&
      html`<${Button} size="small" icon="arrow-up" onClick=${list.reload}>${words.list.more(list.fresh)}<//>`}</div>
    ${list.problem && html`<${ProblemView} problem=${list.problem} onRetry=${list.reload} />`}
    ${!list.rows && !list.problem && html`<${Skeleton} lines=${8} />`}
    ${list.rows?.length === 0 && !list.problem && html`<${Nothing} resource=${resource} narrowed=${narrowed} onClear=${clear} />`}
    ${list.rows?.length > 0 && html`<${Rows} resource=${resource} list=${list} sort=${wanted.sort} selection=${selection} picks=${picks} />`}
    ${selection.chosen.length > 0 && html`<${BulkBar} resource=${resource} rows=${selection.chosen} onDone=${done} />`}
    ${sheet && html`<${FilterSheet} resource=${resource} filters=${wanted.filters} onClose=${() => setSheet(false)} />`}
  </div>`;
}

/**
 * The screen.
 * @param {{params: {things: string}, resource?: Resource|null, head?: unknown}} props `resource`: as a screen made by hand has it; `head`: what
 *   that shows above the list
 */
export default function ListScreen({ params, resource = resourceOf(params.things), head }) {
  if (!resource?.operations.list || resource.parent) {
    return html`<${Page} title=${words.list.unknown}><p>${words.list.unknownText}</p><//>`;
  }
  const query = sentQuery(resource, asked(resource));
  return html`<${Page} title=${resource.labels[1]} actions=${html`<${Actions} resource=${resource} query=${query} />`}>
    ${head}<${List} key=${resource.plural} resource=${resource} />
  <//>`;
}
