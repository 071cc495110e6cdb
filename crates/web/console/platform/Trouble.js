/** Jobs that ended without success, by tenant and kind. */
import { html, useEffect, useState } from "../core/html.js";
import { number } from "../core/format.js";
import { get } from "../core/http.js";
import { words } from "../core/words/platform.js";
import { ProblemView } from "../ui/ProblemView.js";
import { Skeleton } from "../ui/Skeleton.js";
import { Table } from "../ui/Table.js";
import { Time } from "../ui/Time.js";
import { TenantLink } from "./TenantLink.js";

const W = words.health;
const DEAD = ["failed", "in_doubt"];
const MOST = 100;

/** Jobs in groups, those with the most first. @param {Row[]} jobs newest first */
function grouped(jobs) {
  const groups = new Map();
  for (const job of jobs) {
    const key = [job.tenant_id, job.kind, job.state].join(" ");
    const { count } = groups.get(key) ?? { count: 0 };
    groups.set(key, { newest: job, ...groups.get(key), key, count: count + 1 });
  }
  return [...groups.values()].sort((one, other) => other.count - one.count);
}

const link = ({ tenant_id: tenant, kind, state }) => `/platform/jobs?${new URLSearchParams({ state, kind, ...(tenant && { tenant }) })}`;
const COLUMNS = [
  { key: "tenant", label: W.tenant, width: "wide", render: ({ newest }) => (newest.tenant_id ? html`<${TenantLink} id=${newest.tenant_id} />` : W.installation) },
  { key: "kind", label: W.kind, render: ({ newest }) => html`<code class="mono small">${newest.kind}</code>` },
  { key: "count", label: W.dead, render: ({ newest, count }) => html`<a href=${link(newest)}>${number(count)} ${words.jobs.states[newest.state].toLowerCase()}</a>` },
  { key: "error", label: words.jobs.error, width: "wide", render: ({ newest }) => newest.last_error ?? "" },
  { key: "at", label: W.newest, render: ({ newest }) => html`<${Time} value=${newest.finished_at ?? newest.due_at} />` },
];

/** @param {{turn: number}} props reads anew with another turn */
export function Trouble({ turn }) {
  const [found, setFound] = useState(null);
  const [problem, setProblem] = useState(null);
  const load = async () => {
    setProblem(null);
    try {
      const pages = await Promise.all(DEAD.map((state) => get("/admin/jobs", { query: { state, limit: MOST } })));
      setFound({ groups: grouped(pages.flatMap(({ data }) => data.items)), more: pages.some(({ data }) => data.next_cursor) });
    } catch (failure) {
      setProblem(failure);
    }
  };
  useEffect(() => void load(), [turn]);
  return html`<section class="stack stack-3" aria-labelledby="trouble">
    <h2 id="trouble">${W.trouble}</h2>
    <p class="muted">${W.troubleText}</p>
    ${problem && html`<${ProblemView} problem=${problem} onRetry=${load} />`}
    ${!found && !problem && html`<${Skeleton} lines=${3} />`}
    ${found?.groups.length === 0 && html`<p>${W.noTrouble}</p>`}
    ${found?.groups.length > 0 && html`<${Table} caption=${W.trouble} columns=${COLUMNS} rows=${found.groups} rowKey=${(row) => row.key} compact=${["tenant", "kind", "count", "error"]} />`}
    ${found?.more && html`<p class="small muted">${W.newestOnly(MOST)}</p>`}
  </section>`;
}
