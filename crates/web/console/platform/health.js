/** `/platform/health`: how the background work is. */
import { Fragment, html, useEffect, useState } from "../core/html.js";
import { duration, number } from "../core/format.js";
import { get } from "../core/http.js";
import { words } from "../core/words/platform.js";
import { useAttempt } from "../auth/attempt.js";
import { Badge } from "../ui/Badge.js";
import { Button } from "../ui/Button.js";
import { ProblemView } from "../ui/ProblemView.js";
import { Skeleton } from "../ui/Skeleton.js";
import { Table } from "../ui/Table.js";
import { Time } from "../ui/Time.js";
import { PlatformPage } from "./layout.js";
import { Queue } from "./Queue.js";
import { Trouble } from "./Trouble.js";

const W = words.health;

function TaskState({ row }) {
  if (row.error) return html`<${Badge} tone="bad">${W.failed}<//> <span class="small">${row.error}</span>`;
  if (row.late) return html`<${Badge} tone="warn">${W.late}<//>`;
  return row.finished_at ? html`<${Badge} tone="good">${W.good}<//>` : html`<${Badge} tone="info">${W.running}<//>`;
}

const COLUMNS = [
  { key: "task", label: W.task, width: "wide", render: (row) => html`<code class="mono small">${row.task}</code>` },
  { key: "state", label: W.state, render: (row) => html`<${TaskState} row=${row} />` },
  { key: "interval_ms", label: W.every, render: (row) => duration(row.interval_ms / 1000) },
  { key: "started_at", label: W.last, render: (row) => html`<${Time} value=${row.started_at} />` },
  { key: "succeeded_at", label: W.succeeded, render: (row) => html`<${Time} value=${row.succeeded_at} />` },
  { key: "duration_ms", label: W.took, align: "end", render: (row) => (row.duration_ms === null || row.duration_ms === undefined ? "" : W.ms(number(row.duration_ms))) },
  { key: "rows", label: W.rows, align: "end", render: (row) => (row.rows === null || row.rows === undefined ? "" : number(row.rows)) },
  { key: "node", label: W.node, render: (row) => html`<span class="small muted">${row.node}</span>` },
];

/** Tasks that need a look stand first. */
const byNeed = (one, other) => Number(Boolean(other.error || other.late)) - Number(Boolean(one.error || one.late));

/** The screen. */
export default function Health() {
  return html`<${PlatformPage} tab="health"><${Body} /><//>`;
}

function Body() {
  const [health, setHealth] = useState(null);
  const attempt = useAttempt();
  const [turn, setTurn] = useState(0);
  const load = () => attempt.run(async () => {
    setTurn((before) => before + 1);
    setHealth((await get("/admin/health")).data);
  });
  useEffect(() => void load(), []);
  if (!health) return attempt.problem ? html`<${ProblemView} problem=${attempt.problem} onRetry=${load} />` : html`<${Skeleton} lines=${6} />`;
  return html`<${Fragment}>
    ${attempt.problem && html`<${ProblemView} problem=${attempt.problem} onRetry=${load} />`}
    <section class="stack stack-3" aria-labelledby="jobs-by-state">
      <div class="row"><h2 id="jobs-by-state" class="grow">${W.jobs}</h2><${Button} size="small" icon="rotate-ccw" busy=${attempt.busy} onClick=${load}>${W.refresh}<//></div>
      <${Queue} health=${health} />
    </section>
    <${Trouble} turn=${turn} />
    <section class="stack stack-3" aria-labelledby="periodic-tasks">
      <h2 id="periodic-tasks">${W.tasks}</h2>
      <${Table} caption=${W.tasks} columns=${COLUMNS} rows=${[...health.periodic_tasks].sort(byNeed)} rowKey=${(row) => row.task} compact=${["task", "state", "started_at"]} />
    </section>
  <//>`;
}
