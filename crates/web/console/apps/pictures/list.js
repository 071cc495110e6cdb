/** `/t/<slug>/image-jobs`: the images that one asked for, as a gallery; as a table too, for many at once. */
import { html, useCallback, useEffect, useRef, useState } from "../../core/html.js";
import { resource as resourceOf } from "../../core/api.js";
import { route, setQuery } from "../../core/router.js";
import { mayWrite } from "../../core/tenant.js";
import { words as generated } from "../../core/words/resource.js";
import { FilterChips, FilterSheet, SortSelect } from "../../resource/filters.js";
import ListScreen from "../../resource/list.js";
import { useRows } from "../../resource/live.js";
import { screenPath } from "../../resource/paths.js";
import { asked, filterFields, sentQuery } from "../../resource/query.js";
import { Button } from "../../ui/Button.js";
import { Empty } from "../../ui/Empty.js";
import { Page } from "../../ui/Page.js";
import { ProblemView } from "../../ui/ProblemView.js";
import { Skeleton } from "../../ui/Skeleton.js";
import { Tabs } from "../../ui/Tabs.js";
import { Gallery } from "./Gallery.js";
import { Large } from "./Large.js";
import { words } from "./words.js";

function Ways({ resource, table }) {
  const items = [
    { label: words.grid, href: screenPath(resource), current: !table },
    { label: words.table, href: `${screenPath(resource)}?view=table`, current: table },
  ];
  return html`<${Tabs} label=${words.ways} items=${items} />`;
}

function Actions({ resource }) {
  return html`
    ${mayWrite() && html`<${Button} tone="quiet" icon="trash-2" href=${screenPath(resource, "trash")}>${generated.list.bin}<//>`}
    ${resource.canCreate() && html`<${Button} tone="primary" icon="plus" href=${screenPath(resource, "new")}>${generated.list.create(resource.labels[0])}<//>`}`;
}

function Nothing({ resource, narrowed }) {
  const clear = () => setQuery(Object.fromEntries(filterFields(resource).map(({ name }) => [name, null])));
  if (narrowed) {
    return html`<${Empty} icon="search" title=${generated.list.noMatch} action=${html`<${Button} onClick=${clear}>${generated.list.clear}<//>`} />`;
  }
  return html`<${Empty} icon=${resource.icon} title=${words.empty}>${resource.canCreate() ? words.emptyCreate : words.emptyRead}<//>`;
}

/** Which image is shown large: it stands in the address, so that the way back closes it. */
function useLarge() {
  const id = route.value.query.get("image");
  const before = useRef(null);
  const opened = useRef(false);
  useEffect(() => {
    const last = before.current;
    if (last && !id) document.getElementById(`tile-${last}`)?.focus();
    before.current = id;
    if (!id) opened.current = false;
  }, [id]);
  const open = useCallback((next) => {
    opened.current = true;
    setQuery({ image: next });
  }, []);
  const close = () => (opened.current ? history.back() : setQuery({ image: null }, { replace: true }));
  return { id, open, close, move: (next) => setQuery({ image: next }, { replace: true }) };
}

function Images({ resource }) {
  const wanted = asked(resource);
  const list = useRows(resource, { query: sentQuery(resource, wanted) });
  const [sheet, setSheet] = useState(false);
  const large = useLarge();
  const on = Object.keys(wanted.filters).length;
  return html`<div class="stack stack-4" aria-busy=${list.busy}>
    <div class="list-bar row">
      <${Button} icon="filter" onClick=${() => setSheet(true)}>${generated.list.filters(on)}<//>
      <${SortSelect} resource=${resource} sort=${wanted.sort} />
    </div>
    <${FilterChips} resource=${resource} filters=${wanted.filters} />
    <div class="list-fresh" role="status">${list.fresh > 0 &&
      html`<${Button} size="small" icon="arrow-up" onClick=${list.reload}>${generated.list.more(list.fresh)}<//>`}</div>
    ${list.problem && html`<${ProblemView} problem=${list.problem} onRetry=${list.reload} />`}
    ${!list.rows && !list.problem && html`<${Skeleton} lines=${8} />`}
    ${list.rows?.length === 0 && !list.problem && html`<${Nothing} resource=${resource} narrowed=${on > 0} />`}
    ${list.rows?.length > 0 && html`<${Gallery} resource=${resource} list=${list} label=${resource.labels[1]} onOpen=${large.open} />`}
    ${sheet && html`<${FilterSheet} resource=${resource} filters=${wanted.filters} onClose=${() => setSheet(false)} />`}
    ${large.id && html`<${Large} resource=${resource} id=${large.id} list=${list} onGo=${large.move} onClose=${large.close} />`}
  </div>`;
}

/** The screen. @param {{params: {things: string}}} props */
export default function ImageJobs({ params }) {
  const resource = resourceOf(params.things);
  const table = route.value.query.get("view") === "table";
  const ways = html`<${Ways} resource=${resource} table=${table} />`;
  if (table) return html`<${ListScreen} params=${params} head=${ways} />`;
  return html`<${Page} title=${resource.labels[1]} actions=${html`<${Actions} resource=${resource} />`}>
    ${ways}<${Images} resource=${resource} />
  <//>`;
}
