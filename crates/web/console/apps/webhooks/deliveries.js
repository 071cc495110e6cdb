/** What a webhook was told: its deliveries, a test, and a replay. */
import { html, useEffect, useState } from "../../core/html.js";
import { number } from "../../core/format.js";
import { route, setQuery } from "../../core/router.js";
import { mayWrite } from "../../core/tenant.js";
import { useEvery } from "../../resource/fresh.js";
import { useRows } from "../../resource/live.js";
import { Banner } from "../../ui/Banner.js";
import { Button } from "../../ui/Button.js";
import { Card } from "../../ui/Card.js";
import { Empty } from "../../ui/Empty.js";
import { LoadMore } from "../../ui/LoadMore.js";
import { ProblemView } from "../../ui/ProblemView.js";
import { Select } from "../../ui/Select.js";
import { Skeleton } from "../../ui/Skeleton.js";
import { Table } from "../../ui/Table.js";
import { Time } from "../../ui/Time.js";
import { Detail } from "./detail.js";
import { hear } from "./last.js";
import { Replay } from "./replay.js";
import { deliveries } from "./resource.js";
import { Answer, DeliveryState } from "./state.js";
import { useTest } from "./test.js";
import { words } from "./words.js";

const W = words.deliveries;
const SOON = 30_000;

const COLUMNS = [
  { key: "event_type", label: W.event, render: (row) => html`<button class="text-button mono small" type="button" aria-label=${W.open(row.event_type)}
    onClick=${() => setQuery({ delivery: row.id })}>${row.event_type}</button>` },
  { key: "status", label: W.state, render: (row) => html`<${DeliveryState} row=${row} />` },
  { key: "attempts", label: W.tries, render: (row) => html`<span class="nowrap">${W.of(row.attempts)}</span>` },
  { key: "answer", label: W.answer, render: (row) => html`<${Answer} delivery=${row} />` },
  { key: "duration_ms", label: W.took, align: "end", render: (row) => (row.duration_ms === null ? "" : html`<span class="nowrap">${W.ms(number(row.duration_ms))}</span>`) },
  { key: "updated_at", label: W.when, render: (row) => html`<${Time} value=${row.updated_at} />` },
  { key: "next", label: W.next, render: (row) => (row.status === "pending" ? html`<${Time} value=${row.next_attempt_at} />` : "") },
];

/** Reads the list again and again while someone looks: soon where something is about to be sent. */
function useFresh(list, active) {
  const open = (list.rows ?? []).some((row) => row.status === "sending" || (row.status === "pending" && Date.parse(row.next_attempt_at) - Date.now() < SOON));
  useEvery(active && open ? 1500 : 15_000, list.reload);
}

/** @param {{row: Row, reload: () => Promise<any>}} props a webhook, and how it is read anew */
export function Deliveries({ row, reload }) {
  const { query } = route.value;
  const state = Object.hasOwn(W.states, query.get("state") ?? "") ? query.get("state") : "";
  const list = useRows(deliveries(), { parent: row.id, query: state ? { status: state } : {} });
  const [replaying, setReplaying] = useState(false);
  const news = () => {
    list.reload();
    reload();
  };
  const test = useTest(row, news);
  useFresh(list, row.status === "active");
  useEffect(() => void list.reload(), [row.status]);
  useEffect(() => {
    if (!state && list.rows) hear(row, list.rows);
  }, [state, row, list.rows]);
  const acts = mayWrite() && !row.deleted_at && html`
    <${Button} size="small" icon="rotate-ccw" onClick=${() => setReplaying(true)}>${words.replay.open}<//>
    <${Button} size="small" icon="send" busy=${test.busy} onClick=${test.send}>${W.test}<//>`;
  const options = Object.entries(W.states).map(([value, label]) => ({ value, label }));
  return html`<${Card} title=${W.title} actions=${acts}>
    ${test.said && html`<${Banner} tone=${test.said.tone} onClose=${test.clear}>${test.said.text}<//>`}
    <div class="row">
      <div class="hook-filter"><${Select} name="state" aria-label=${W.state} options=${options} empty=${W.all} value=${state}
        onChange=${(value) => setQuery({ state: value || null })} /></div>
      <${Button} tone="quiet" icon="refresh-cw" label=${W.refresh} onClick=${list.reload} />
      <span class="small muted">${W.kept}</span>
    </div>
    ${list.problem && html`<${ProblemView} problem=${list.problem} onRetry=${list.reload} />`}
    ${!list.rows && !list.problem && html`<${Skeleton} lines=${4} />`}
    ${list.rows?.length === 0 && html`<${Empty} icon="send" title=${state ? W.noMatch : W.empty}>${state ? W.noMatchText : W.emptyText}<//>`}
    ${list.rows?.length > 0 && html`<${Table} caption=${W.caption} columns=${COLUMNS} rows=${list.rows} rowLabel=${(one) => one.event_type}
      compact=${["event_type", "status", "attempts", "answer", "next"]} />`}
    <${LoadMore} cursor=${list.cursor} busy=${list.busy} onMore=${list.more} />
    ${query.get("delivery") && html`<${Detail} key=${query.get("delivery")} webhook=${row} id=${query.get("delivery")} />`}
    ${replaying && html`<${Replay} webhook=${row} onDone=${news} onClose=${() => setReplaying(false)} />`}
  <//>`;
}
