/** `/t/<slug>/universities` and `/t/<slug>/courses`: the generated list with stars and applications, and one's favourites. */
import { html, useContext, useEffect, useMemo, useState } from "../../core/html.js";
import { resource as resourceOf } from "../../core/api.js";
import { get } from "../../core/http.js";
import { route } from "../../core/router.js";
import { columnsOf } from "../../resource/columns.js";
import ListScreen from "../../resource/list.js";
import { rowPath, screenPath } from "../../resource/paths.js";
import { each } from "../../resource/pool.js";
import { Empty } from "../../ui/Empty.js";
import { Page } from "../../ui/Page.js";
import { ProblemView } from "../../ui/ProblemView.js";
import { Skeleton } from "../../ui/Skeleton.js";
import { Table } from "../../ui/Table.js";
import { Tabs } from "../../ui/Tabs.js";
import { Favourites } from "./Star.js";
import { Study, typeOf, withActs } from "./study.js";
import { words } from "./words.js";

const W = words.study;

/** The rows of the favourites, each read once; one whose star is taken away stays until the screen is left. */
function useStarred(resource) {
  const favourites = useContext(Favourites);
  const [rows, setRows] = useState(/** @type {Map<string, Row|null>} */ (new Map()));
  const ids = favourites.rows.value?.filter((row) => row.item_type === typeOf(resource)).map((row) => row.item_id) ?? null;
  const asked = ids?.filter((id) => !rows.has(id)).join(" ");
  useEffect(() => {
    if (!asked) return;
    each(asked.split(" "), async (id) => (await get(rowPath(resource, id))).data).then((found) =>
      setRows((known) => new Map([...known, ...found.map(({ ok, item, value }) => /** @type {[string, Row|null]} */ ([item, ok ? value : null]))])));
  }, [asked]);
  return ids && !asked ? [...rows.values()].filter(Boolean).sort((one, other) => one.name.localeCompare(other.name)) : null;
}

function Starred({ resource }) {
  const rows = useStarred(resource);
  const { problem, reload } = useContext(Favourites);
  if (!rows && problem.value) return html`<${ProblemView} problem=${problem.value} onRetry=${reload} />`;
  if (!rows) return html`<${Skeleton} lines=${6} />`;
  if (!rows.length) return html`<${Empty} icon="star" title=${W.none}>${W.noneText}<//>`;
  return html`<${Table} caption=${`${resource.labels[1]}: ${W.favourites}`} columns=${columnsOf(resource)} rows=${rows} compact=${resource.compact}
    rowHref=${(row) => screenPath(resource, row.id)} />`;
}

/** The screen. @param {{params: {things: string}}} props */
export default function Catalog({ params }) {
  const found = resourceOf(params.things);
  const resource = useMemo(() => withActs(found), [found]);
  const starred = route.value.query.get("favourites") === "1";
  const head = html`<${Tabs} label=${W.ways} items=${[
    { label: W.all, href: screenPath(resource), current: !starred },
    { label: W.favourites, href: `${screenPath(resource)}?favourites=1`, current: starred },
  ]} />`;
  return html`<${Study} key=${resource.plural}>${starred
    ? html`<${Page} title=${resource.labels[1]}>${head}<${Starred} resource=${resource} /><//>`
    : html`<${ListScreen} params=${params} resource=${resource} head=${head} />`}<//>`;
}
