/** `/platform/jobs`: the background work of all tenants. */
import { Fragment, html, useEffect, useState } from "../core/html.js";
import { get } from "../core/http.js";
import { route, setQuery } from "../core/router.js";
import { words } from "../core/words/platform.js";
import { usePages } from "../tenant/pages.js";
import { Badge } from "../ui/Badge.js";
import { Button } from "../ui/Button.js";
import { Field } from "../ui/Field.js";
import { Select } from "../ui/Select.js";
import { Time } from "../ui/Time.js";
import { JobDialog } from "./JobDialog.js";
import { PlatformPage } from "./layout.js";
import { filtersOf, ListView, TypedFilter } from "./ListView.js";
import { Queue } from "./Queue.js";
import { TenantLink } from "./TenantLink.js";

const W = words.jobs;
const TONES = { waiting: "muted", running: "info", done: "good", failed: "bad", in_doubt: "warn", cancelled: "muted" };
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const time = (value) => (value ? html`<${Time} value=${value} />` : "");

function JobState({ row }) {
  return html`<${Badge} tone=${TONES[row.state]}>${W.states[row.state] ?? row.state}<//>`;
}

const COLUMNS = [
  { key: "state", label: W.state, render: (row) => html`<${JobState} row=${row} />` },
  { key: "attempts", label: W.tries, render: (row) => html`<span class="nowrap">${W.of(row.attempts, row.max_tries)}</span>` },
  { key: "tenant_id", label: W.tenant, render: (row) => html`<${TenantLink} id=${row.tenant_id} />` },
  { key: "last_error", label: W.error, width: "wide", render: (row) => row.last_error ?? "" },
  { key: "due_at", label: W.due, render: (row) => time(row.due_at) },
  { key: "finished_at", label: W.finished, render: (row) => time(row.finished_at) },
];

/** The screen. */
export default function Jobs() {
  return html`<${PlatformPage} tab="jobs"><${Body} /><//>`;
}

function Body() {
  const filters = filtersOf("state", "kind", "tenant");
  const pages = usePages("/admin/jobs", filters);
  const [shown, setShown] = useState(null);
  const [health, setHealth] = useState(null);
  useEffect(() => {
    let here = true;
    // Without it the list is there all the same.
    get("/admin/health", { quiet: true }).then(({ data }) => here && setHealth(data), () => {});
    return () => (here = false);
  }, []);
  const open = { key: "kind", label: W.kind, width: "wide", render: (row) => html`<button class="text-button mono small" type="button"
    aria-label=${W.open(row.kind)} onClick=${() => setShown(row)}>${row.kind}</button>` };
  const states = Object.entries(W.states).map(([value, label]) => ({ value, label }));
  const empty = { icon: "clock", title: W.empty, text: W.emptyText };
  return html`<${Fragment}>
    ${health && html`<div class="stack stack-3"><${Queue} health=${health} /></div>`}
    <div class="audit-filters" role="search">
      <${Field} name="state" label=${W.state} required=${false}>
        ${(control) => html`<${Select} ...${control} empty=${words.all} options=${states} value=${route.value.query.get("state") ?? ""}
          onChange=${(value) => setQuery({ state: value || null })} />`}
      <//>
      <${TypedFilter} name="kind" label=${W.kind} help=${W.kindHelp} maxlength=${63} valid=${(text) => /^[a-z0-9_]*$/.test(text)} />
      <${TypedFilter} name="tenant" label=${W.tenantId} maxlength=${36} valid=${(text) => UUID.test(text)} />
      ${Object.keys(filters).length > 0 && html`<${Button} tone="quiet" icon="x" onClick=${() => setQuery({ state: null, kind: null, tenant: null })}>${words.clear}<//>`}
    </div>
    <${ListView} pages=${pages} empty=${empty} caption=${words.tabs.jobs} columns=${[open, ...COLUMNS]} compact=${["kind", "state", "tenant_id", "last_error", "due_at"]} />
    ${shown && html`<${JobDialog} row=${shown} state=${html`<${JobState} row=${shown} />`} onClose=${() => setShown(null)} />`}
  <//>`;
}
