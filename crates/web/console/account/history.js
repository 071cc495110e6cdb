/** `/account/history`: sign-ins, attempts, and changes of what the user signs in with. */
import { html } from "../core/html.js";
import { words } from "../core/words/account.js";
import { usePages } from "../tenant/pages.js";
import { Badge } from "../ui/Badge.js";
import { Empty } from "../ui/Empty.js";
import { LoadMore } from "../ui/LoadMore.js";
import { ProblemView } from "../ui/ProblemView.js";
import { Skeleton } from "../ui/Skeleton.js";
import { Table } from "../ui/Table.js";
import { Time } from "../ui/Time.js";
import { AccountPage } from "./layout.js";

const W = words.history;

/** A kind of the log in words. @param {string} kind */
const kindOf = (kind) => W.kinds[kind] ?? kind.replace(/^auth[nz]_/, "").replaceAll("_", " ");

const columns = [
  { key: "kind", label: W.what, width: "wide", render: (row) => kindOf(row.kind) },
  { key: "succeeded", label: W.result, render: (row) => html`<${Badge} tone=${row.succeeded ? "good" : "bad"}>${row.succeeded ? W.done : W.refused}<//>` },
  { key: "address", label: W.from, render: (row) => (row.address ? html`<span class="mono small">${row.address}</span>` : html`<span class="muted">${W.server}</span>`) },
  { key: "at", label: W.when, render: (row) => html`<${Time} value=${row.at} />` },
];

/** The screen. */
export default function History() {
  const pages = usePages("/auth/history");
  return html`<${AccountPage} tab="history">
    <p class="muted">${W.intro}</p>
    ${pages.problem && html`<${ProblemView} problem=${pages.problem} onRetry=${pages.reload} />`}
    ${!pages.rows && !pages.problem && html`<${Skeleton} lines=${6} />`}
    ${pages.rows?.length === 0 && html`<${Empty} icon="history" title=${W.empty} />`}
    ${pages.rows?.length > 0 && html`<${Table} caption=${W.title} columns=${columns} rows=${pages.rows} compact=${["kind", "succeeded", "address", "at"]} />`}
    <${LoadMore} cursor=${pages.cursor} busy=${pages.busy} onMore=${pages.more} />
  <//>`;
}
