/** `/platform/tenants`: all tenants, closed ones too. */
import { html } from "../core/html.js";
import { number } from "../core/format.js";
import { words } from "../core/words/platform.js";
import { usePages } from "../tenant/pages.js";
import { Badge } from "../ui/Badge.js";
import { Button } from "../ui/Button.js";
import { Time } from "../ui/Time.js";
import { PlatformPage } from "./layout.js";
import { filtersOf, ListView, searchLabel, TypedFilter } from "./ListView.js";

const W = words.tenants;

/** A tenant's state as a badge. @param {{row: Row}} props */
export function TenantState({ row }) {
  if (row.deleted_at) return html`<${Badge} tone="bad">${W.closed}<//>`;
  if (row.suspended_at) return html`<${Badge} tone="warn">${W.suspended}<//>`;
  if (row.members === 0) return html`<${Badge} tone="info">${W.waiting}<//>`;
  return html`<${Badge} tone="good">${W.open}<//>`;
}

const COLUMNS = [
  { key: "name", label: W.name, width: "wide", render: (row) => row.name },
  { key: "slug", label: W.slug, render: (row) => html`<span class="mono small">${row.slug}</span>` },
  { key: "state", label: W.state, render: (row) => html`<${TenantState} row=${row} />` },
  { key: "plan", label: W.plan, render: (row) => row.plan ?? (row.kind === "personal" ? html`<span class="muted">${W.personal}</span>` : "") },
  { key: "members", label: W.members, align: "end", render: (row) => number(row.members) },
  { key: "created_at", label: W.created, render: (row) => html`<${Time} value=${row.created_at} />` },
];

/** The screen. */
export default function Tenants() {
  const onboard = html`<${Button} tone="primary" icon="plus" href="/platform/tenants/new">${W.onboard}<//>`;
  return html`<${PlatformPage} tab="tenants" actions=${onboard}><${Body} /><//>`;
}

function Body() {
  const pages = usePages("/admin/tenants", filtersOf("q"));
  const empty = { icon: "building", title: W.empty, text: W.emptyText };
  return html`<div class="stack stack-4">
    <div class="audit-filters" role="search"><${TypedFilter} name="q" label=${searchLabel} help=${W.searchHelp} /></div>
    <${ListView} pages=${pages} empty=${empty} caption=${words.tabs.tenants} columns=${COLUMNS} compact=${["name", "slug", "state"]}
      rowHref=${(row) => `/platform/tenants/${row.id}`} />
  </div>`;
}
