/** `/t/<slug>/settings/audit`: every change in the tenant, by who made it. The filters are in the address. */
import { Fragment, html, useState } from "../core/html.js";
import { resources } from "../core/api.js";
import { get } from "../core/http.js";
import { route, setQuery } from "../core/router.js";
import { memberName } from "../core/tenant.js";
import { words } from "../core/words/tenant.js";
import { Button } from "../ui/Button.js";
import { Combobox } from "../ui/Combobox.js";
import { Empty } from "../ui/Empty.js";
import { Field } from "../ui/Field.js";
import { LoadMore } from "../ui/LoadMore.js";
import { ProblemView } from "../ui/ProblemView.js";
import { Select } from "../ui/Select.js";
import { Skeleton } from "../ui/Skeleton.js";
import { Table } from "../ui/Table.js";
import { TextInput } from "../ui/TextInput.js";
import { Time } from "../ui/Time.js";
import { actorName, didWhat, sentence, tableLabel, thingOf } from "./acts.js";
import { AuditLine } from "./AuditLine.js";
import { usePages } from "./pages.js";
import { SettingsPage } from "./settings.js";

const W = words.audit;
const OWN = ["tenants", "memberships", "invitations", "api_keys", "settings", "impersonations"];
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The screen. */
export default function Audit() {
  return html`<${SettingsPage} tab="audit"><${Body} /><//>`;
}

function Body() {
  const [open, setOpen] = useState(null);
  const query = route.value.query;
  const filters = { table: query.get("table"), row_id: query.get("row_id"), actor_id: query.get("actor_id") };
  const given = Object.fromEntries(Object.entries(filters).filter(([, value]) => value));
  const pages = usePages("/api/audit-log", given);
  const rows = pages.rows?.map((line, at) => ({ ...line, id: `${line.changed_at} ${line.row_id} ${at}` }));

  const columns = [
    { key: "who", label: W.who, render: (line) => actorName(line) },
    { key: "what", label: W.what, width: "wide", render: (line) => `${didWhat(line)} ${thingOf(line)}` },
    { key: "fields", label: W.field, render: (line) => html`<span class="muted">${W.fields(Object.keys(line.fields ?? {}).length)}</span>` },
    { key: "changed_at", label: W.when, render: (line) => html`<${Time} value=${line.changed_at} />` },
    { key: "acts", label: W.details, align: "end", render: (line) => html`<${Button} size="small" tone="quiet"
      aria-label=${W.detailsOf(sentence(line))} onClick=${() => setOpen(line)}>${W.details}<//>` },
  ];
  return html`<${Fragment}>
    <${Filters} filters=${filters} />
    ${pages.problem && html`<${ProblemView} problem=${pages.problem} onRetry=${pages.reload} />`}
    ${!rows && !pages.problem && html`<${Skeleton} lines=${6} />`}
    ${rows?.length === 0 && html`<${Empty} icon="history" title=${W.empty}>${W.emptyText}<//>`}
    ${rows?.length > 0 && html`<${Table} caption=${W.title} columns=${columns} rows=${rows} compact=${["who", "what", "changed_at", "acts"]} />`}
    <${LoadMore} cursor=${pages.cursor} busy=${pages.busy} onMore=${pages.more} />
    ${open && html`<${AuditLine} line=${open} onClose=${() => setOpen(null)} />`}
  <//>`;
}

function Filters({ filters }) {
  const names = [...new Set([...OWN, ...resources().map(({ plural }) => plural.replaceAll("-", "_"))])];
  if (filters.table && !names.includes(filters.table)) names.push(filters.table);
  const tables = names.map((value) => ({ value, label: tableLabel(value) })).sort((a, b) => a.label.localeCompare(b.label));
  const row = (text) => (text === "" || UUID.test(text.trim())) && setQuery({ row_id: text.trim() || null }, { replace: true });
  const loadMembers = async (text) => {
    const { data } = await get("/api/members", { query: { limit: 100 } });
    const found = data.items.map(({ user_id, name, email }) => ({ value: user_id, label: name || email || user_id, hint: email }));
    return found.filter(({ label, hint }) => `${label} ${hint ?? ""}`.toLowerCase().includes(text.trim().toLowerCase()));
  };
  const any = Object.values(filters).some(Boolean);
  return html`<div class="audit-filters" role="search" aria-label=${W.filter}>
    <${Field} name="table" label=${W.table} required=${false}>
      ${(control) => html`<${Select} ...${control} empty=${W.all} options=${tables} value=${filters.table ?? ""}
        onChange=${(value) => setQuery({ table: value || null })} />`}
    <//>
    <${Field} name="actor_id" label=${W.actor} required=${false}>
      ${(control) => html`<${Combobox} ...${control} load=${loadMembers} labelOf=${memberName} value=${filters.actor_id}
        onChange=${(value) => setQuery({ actor_id: value || null })} />`}
    <//>
    <${Field} name="row_id" label=${W.row} required=${false}>
      ${(control) => html`<${TextInput} ...${control} class="mono" autocomplete="off" maxlength="36" value=${filters.row_id ?? ""} onChange=${row} />`}
    <//>
    ${any && html`<${Button} tone="quiet" icon="x" onClick=${() => setQuery({ table: null, row_id: null, actor_id: null })}>${W.clear}<//>`}
  </div>`;
}
