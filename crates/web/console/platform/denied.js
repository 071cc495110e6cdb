/** `/platform/denied`: attempts at what belongs to another tenant. */
import { Fragment, html } from "../core/html.js";
import { words } from "../core/words/platform.js";
import { usePages } from "../tenant/pages.js";
import { Badge } from "../ui/Badge.js";
import { Time } from "../ui/Time.js";
import { PlatformPage } from "./layout.js";
import { ListView } from "./ListView.js";
import { TenantLink } from "./TenantLink.js";

const W = words.denied;
const id = (value) => (value ? html`<code class="mono small id-cell" title=${value}>${value}</code>` : "");
const tenant = (value) => html`<${TenantLink} id=${value} />`;
const COLUMNS = [
  { key: "route", label: W.route, width: "wide", render: (row) => html`<code class="mono small">${row.route}</code>
    ${row.alert && html` <${Badge} tone="bad">${W.alert}<//>`}` },
  { key: "actor_id", label: W.actor, render: (row) => id(row.actor_id) },
  { key: "actor_tenant_id", label: W.from, render: (row) => tenant(row.actor_tenant_id) },
  { key: "owner_tenant_id", label: W.owner, render: (row) => tenant(row.owner_tenant_id) },
  { key: "row_id", label: W.row, render: (row) => html`${row.table_name.replaceAll("_", " ")} ${id(row.row_id)}` },
  { key: "address", label: W.address, render: (row) => row.address ?? "" },
  { key: "request_id", label: W.request, render: (row) => id(row.request_id) },
  { key: "at", label: W.at, render: (row) => html`<${Time} value=${row.at} />` },
];

/** The screen. */
export default function Denied() {
  return html`<${PlatformPage} tab="denied"><${Body} /><//>`;
}

function Body() {
  const pages = usePages("/admin/denied-accesses");
  const empty = { icon: "ban", title: W.empty, text: W.emptyText };
  return html`<${Fragment}>
    <p class="muted">${W.text}</p>
    <${ListView} pages=${pages} empty=${empty} caption=${words.tabs.denied} columns=${COLUMNS} compact=${["route", "actor_id", "owner_tenant_id", "at"]} />
  <//>`;
}
