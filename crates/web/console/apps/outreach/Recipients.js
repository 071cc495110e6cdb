import { html, useEffect, useRef } from "../../core/html.js";
import { number } from "../../core/format.js";
import { route } from "../../core/router.js";
import { tenantPath } from "../../core/tenant.js";
import { Badge } from "../../ui/Badge.js";
import { Card } from "../../ui/Card.js";
import { LoadMore } from "../../ui/LoadMore.js";
import { ProblemView } from "../../ui/ProblemView.js";
import { Skeleton } from "../../ui/Skeleton.js";
import { Table } from "../../ui/Table.js";
import { Tabs } from "../../ui/Tabs.js";
import { Time } from "../../ui/Time.js";
import { useRows } from "../../resource/live.js";
import { screenPath } from "../../resource/paths.js";
import { spoken } from "../../resource/values.js";
import { STATES } from "./Progress.js";
import { reasonOf } from "./said.js";
import { useNames, useWho } from "../people/who.js";
import { words } from "./words.js";

const W = words.campaign;
const PAUSE = 1000;

/** Reads the list again after the campaign changed, at most once a second. */
function useFollowing(list, version) {
  const seen = useRef(version);
  useEffect(() => {
    if (seen.current === version) return undefined;
    const timer = setTimeout(() => {
      seen.current = version;
      list.reload();
    }, PAUSE);
    return () => clearTimeout(timer);
  }, [version]);
}

/** A recipient by the name, where it is known. */
function One({ row }) {
  const name = useWho(row.address)?.name ?? row.address;
  return html`${row.contact_id ? html`<a href=${tenantPath("contacts", row.contact_id)}>${name}</a>` : name}${name !== row.address &&
    html` <span class="small muted">${row.address}</span>`}`;
}

const columnsOf = (tones) => [
  { key: "address", label: W.one, render: (row) => html`<${One} row=${row} />` },
  { key: "status", label: W.status, render: (row) => html`<${Badge} tone=${tones[row.status]}>${spoken(row.status)}<//>` },
  { key: "error_code", label: W.reason, render: (row) => reasonOf(row.error_code) ?? html`<span class="muted">–</span>` },
  { key: "updated_at", label: W.updated, render: (row) => html`<${Time} value=${row.updated_at} />` },
];

function Rows({ child, campaign, state }) {
  const list = useRows(child, { parent: campaign.id, query: state ? { status: state } : {} });
  useFollowing(list, campaign.version);
  return html`<div class="stack" aria-busy=${list.busy && !list.rows}>
    ${list.problem && html`<${ProblemView} problem=${list.problem} onRetry=${list.reload} />`}
    ${!list.rows && !list.problem && html`<${Skeleton} lines=${3} />`}
    ${list.rows?.length === 0 && html`<p class="muted">${W.none}</p>`}
    ${list.rows?.length > 0 && html`<${Table} caption=${W.recipients} columns=${columnsOf(child.field("status").tones)} rows=${list.rows}
      rowLabel=${(row) => row.address} compact=${["address", "status", "error_code"]} />`}
    <${LoadMore} cursor=${list.cursor} busy=${list.busy} onMore=${list.more} />
  </div>`;
}

/**
 * The recipients that a campaign had, and what became of each; `?recipients=failed` in the address has those of a status.
 * @param {{resource: Resource, row: Row}} props
 */
export function Recipients({ resource, row }) {
  useNames();
  const [child] = resource.children;
  const { counts } = row;
  const wanted = route.value.query.get("recipients");
  const state = STATES.includes(wanted) ? wanted : null;
  const path = screenPath(resource, row.id);
  if (!counts.total) return null;
  const tabs = [{ label: `${W.all} ${number(counts.total)}`, href: path, current: !state },
    ...STATES.filter((one) => counts[one] || one === state).map((one) => (
      { label: `${spoken(one)} ${number(counts[one] ?? 0)}`, href: `${path}?recipients=${one}`, current: one === state }))];
  return html`<${Card} title=${W.recipients}>
    <${Tabs} label=${W.filter} items=${tabs} />
    <${Rows} key=${state} child=${child} campaign=${row} state=${state} />
  <//>`;
}
