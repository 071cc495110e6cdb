/** Leads, calls and messages of the last thirty days, as the API counts them. */
import { html, useEffect, useRef, useState } from "../core/html.js";
import { number } from "../core/format.js";
import { get } from "../core/http.js";
import { tenantPath } from "../core/tenant.js";
import { words } from "../core/words/tenant.js";
import { Sparkline } from "../apps/chart/Sparkline.js";
import { Skeleton } from "../ui/Skeleton.js";

const W = words.overview;
const percent = new Intl.NumberFormat(undefined, { style: "percent", maximumFractionDigits: 0 });
const KINDS = [
  { name: "leads", rate: ({ win_rate }) => win_rate, say: W.won },
  { name: "calls", rate: ({ answer_rate }) => answer_rate, say: W.answered },
  { name: "messages", rate: ({ delivery_rate }) => delivery_rate, say: W.delivered },
];

/** The three figures. @param {{onDone: () => void}} props `onDone`: once each is there, or can't be */
export function Figures({ onDone }) {
  const waiting = useRef(KINDS.length);
  const done = () => (waiting.current -= 1) === 0 && onDone();
  return html`<section aria-labelledby="figures" class="stack stack-3">
    <div class="figures-head"><h2 id="figures">${W.figures}</h2><a class="small" href=${tenantPath("analytics")}>${W.analytics}</a></div>
    <div class="figures">${KINDS.map((kind) => html`<${Figure} key=${kind.name} kind=${kind} onDone=${done} />`)}</div>
  </section>`;
}

function Figure({ kind, onDone }) {
  const [report, setReport] = useState(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    let live = true;
    const timezone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    get(`/api/analytics/${kind.name}`, { query: { timezone, bucket: "day" } })
      .then(({ data }) => live && setReport(data), () => live && setFailed(true))
      .finally(() => live && onDone());
    return () => (live = false);
  }, []);
  const label = W[kind.name];
  if (failed) return html`<div class="figure"><h3>${label}</h3><p class="muted small">${W.failed}</p></div>`;
  if (!report) return html`<div class="figure"><h3>${label}</h3><${Skeleton} lines=${2} /></div>`;
  const { total } = report;
  const rate = kind.rate(total);
  const note = total.total === 0 ? W.none : rate === null || rate === undefined ? "" : kind.say(percent.format(rate));
  return html`<div class="figure">
    <h3>${label}</h3>
    <p class="figure-number">${number(total.total)}</p>
    <p class="muted small figure-note">${note}</p>
    <${Sparkline} label=${W.perDay(label, number(total.total))} values=${report.buckets.map(({ total }) => total)} />
  </div>`;
}
