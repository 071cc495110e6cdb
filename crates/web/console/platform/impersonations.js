/** `/platform/impersonations`: which admin acted as which user, where and why. */
import { html } from "../core/html.js";
import { words } from "../core/words/platform.js";
import { usePages } from "../tenant/pages.js";
import { Badge } from "../ui/Badge.js";
import { Time } from "../ui/Time.js";
import { PlatformPage } from "./layout.js";
import { ListView } from "./ListView.js";

const W = words.impersonations;
const nameOf = ({ name, email, id }) => name || email || id;
const COLUMNS = [
  { key: "user", label: W.user, width: "wide", render: (row) => nameOf(row.user) },
  { key: "tenant", label: W.tenant, render: (row) => html`<a href=${`/platform/tenants/${row.tenant.id}`}>${row.tenant.name}</a>` },
  { key: "admin", label: W.admin, render: (row) => nameOf(row.admin) },
  { key: "reason", label: W.reason, width: "wide", render: (row) => row.reason },
  { key: "mode", label: W.mode, render: (row) => (row.read_only ? W.reading : W.writing) },
  { key: "state", label: W.state, render: (row) => html`<${Badge} tone=${row.live ? "warn" : "muted"}>${row.live ? W.live : W.over}<//>` },
  { key: "created_at", label: W.started, render: (row) => html`<${Time} value=${row.created_at} />` },
];

/** The screen. */
export default function Impersonations() {
  return html`<${PlatformPage} tab="impersonations"><${Body} /><//>`;
}

function Body() {
  const pages = usePages("/admin/impersonations");
  const empty = { icon: "eye", title: W.empty, text: W.emptyText };
  return html`<${ListView} pages=${pages} empty=${empty} caption=${words.tabs.impersonations} columns=${COLUMNS}
    compact=${["user", "tenant", "admin", "reason", "state"]} />`;
}
