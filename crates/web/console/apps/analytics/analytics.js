/** `/t/<slug>/analytics`: calls, messages and leads over time. */
import { html, useMemo } from "../../core/html.js";
import { zoneName } from "../../core/format.js";
import { route } from "../../core/router.js";
import { tenant } from "../../core/tenant.js";
import { Banner } from "../../ui/Banner.js";
import { Countdown } from "../../ui/Countdown.js";
import { Empty } from "../../ui/Empty.js";
import { Page } from "../../ui/Page.js";
import { ProblemView } from "../../ui/ProblemView.js";
import { Skeleton } from "../../ui/Skeleton.js";
import { Calls } from "./Calls.js";
import { Changes } from "./Changes.js";
import { Leads } from "./Leads.js";
import { Messages } from "./Messages.js";
import { RangeForm } from "./RangeForm.js";
import { asked } from "./range.js";
import { useReports } from "./reports.js";
import { dayOf } from "./said.js";
import { words } from "./words.js";

/** What keeps the reports away, other than a field of the form. */
function Trouble({ problem, onRetry }) {
  const until = useMemo(() => new Date(Date.now() + problem.retryAfter * 1000), [problem]);
  if (problem.status === 422) return html`<${Empty} icon="chart-column" title=${words.range.refused} />`;
  if (problem.status === 429 && problem.retryAfter !== null) {
    return html`<${Banner} tone="warn"><${Countdown} until=${until} onEnd=${onRetry}>${(time) => words.waiting(time)}<//><//>`;
  }
  return html`<${ProblemView} problem=${problem} onRetry=${onRetry} />`;
}

/** The screen. */
export default function Analytics() {
  const { query } = route.value;
  const range = asked(query, { zone: zoneName(), now: new Date() });
  const { now, then, isThenKnown, problem, busy, reload } = useReports(range);
  const zone = now?.calls.timezone ?? range.timezone;
  const subtitle = now && words.subtitle(dayOf(range.from), dayOf(range.to), zone.replaceAll("_", " "));
  const parts = now && {
    by: words.range.buckets[now.calls.bucket],
    file: (name) => `${tenant.value?.slug ?? "workspace"}-${name}-${range.from}-${range.to}`,
  };
  return html`<${Page} title=${words.title} subtitle=${subtitle}>
    <div class="stack stack-5" aria-busy=${busy ? "true" : undefined}>
      <${RangeForm} range=${range} query=${query} problem=${problem} busy=${busy} />
      ${problem && html`<${Trouble} problem=${problem} onRetry=${reload} />`}
      ${!now && !problem && html`<${Skeleton} lines=${8} />`}
      ${now && html`<${Changes} range=${range} now=${now} then=${then} isThenKnown=${isThenKnown} />
        <${Calls} report=${now.calls} ...${parts} />
        <${Messages} report=${now.messages} ...${parts} />
        <${Leads} report=${now.leads} ...${parts} />`}
    </div>
  <//>`;
}
