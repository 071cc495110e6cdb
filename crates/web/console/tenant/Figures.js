/** Leads, calls and messages of the last thirty days, as the API counts them. */
import { html, useEffect, useState } from "../core/html.js";
import { number } from "../core/format.js";
import { get } from "../core/http.js";
import { words } from "../core/words/tenant.js";
import { Skeleton } from "../ui/Skeleton.js";

const W = words.overview;
const percent = new Intl.NumberFormat(undefined, { style: "percent", maximumFractionDigits: 0 });
const KINDS = [
  { name: "leads", rate: ({ win_rate }) => win_rate, say: W.won },
  { name: "calls", rate: ({ answer_rate }) => answer_rate, say: W.answered },
  { name: "messages", rate: ({ delivery_rate }) => delivery_rate, say: W.delivered },
];

/** The three figures. */
export function Figures() {
  return html`<section aria-labelledby="figures" class="stack stack-3">
    <h2 id="figures">${W.figures}</h2>
    <div class="figures">${KINDS.map((kind) => html`<${Figure} key=${kind.name} kind=${kind} />`)}</div>
  </section>`;
}

function Figure({ kind }) {
  const [report, setReport] = useState(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    let live = true;
    const timezone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    get(`/api/analytics/${kind.name}`, { query: { timezone, bucket: "day" } })
      .then(({ data }) => live && setReport(data), () => live && setFailed(true));
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
    <${Bars} label=${W.perDay(label, number(total.total))} values=${report.buckets.map(({ total }) => total)} />
  </div>`;
}

/** Small bars, one a day. The number above says the same in words. */
function Bars({ label, values }) {
  const most = Math.max(1, ...values);
  return html`<svg class="figure-bars" viewBox=${`0 0 ${values.length * 4} 24`} preserveAspectRatio="none" role="img" aria-label=${label}>
    ${values.map((value, at) => {
      const height = value === 0 ? 1 : Math.max(2, (24 * value) / most);
      return html`<rect key=${at} class=${value === 0 ? "bar-none" : "bar"} x=${at * 4} y=${24 - height} width="3" height=${height} />`;
    })}
  </svg>`;
}
