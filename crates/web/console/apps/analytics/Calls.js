/** Calls: their outcomes, directions and lengths. */
import { html } from "../../core/html.js";
import { duration, number } from "../../core/format.js";
import { Card } from "../../ui/Card.js";
import { Chart } from "../chart/Chart.js";
import { percent, pointsOf, seriesOf } from "./said.js";
import { words } from "./words.js";

const W = words.calls;

/** Calls of both directions by what became of them: completed, not reached, failed, cancelled, open. */
const outcomes = ({ incoming, outgoing }) => {
  const both = (name) => incoming[name] + outgoing[name];
  return [both("completed"), both("busy") + both("no-answer"), both("failed"), both("canceled"), both("open")];
};

/** @param {{report: any, by: string, file: (name: string) => string}} props */
export function Calls({ report, by, file }) {
  const { total } = report;
  return html`<${Card} title=${W.title}><div class="charts">
    <${Chart} kind="bars" title=${W.outcomes} by=${by} file=${file("calls-by-outcome")} points=${pointsOf(report, outcomes)}
      series=${seriesOf(["completed", "missed", "failed", "canceled", "open"], W.series)} note=${total.simulated > 0 && W.simulated(number(total.simulated))} />
    <${Chart} kind="bars" title=${W.directions} by=${by} file=${file("calls-by-direction")}
      series=${seriesOf(["outgoing", "incoming"], W.series)} points=${pointsOf(report, ({ outgoing, incoming }) => [outgoing.total, incoming.total])} />
    <${Chart} kind="lines" title=${W.answered} note=${W.answeredNote} by=${by} file=${file("answer-rate")} format=${percent} whole=${false} most=${1}
      series=${[{ name: "rate", label: W.answered }]} points=${pointsOf(report, ({ answer_rate }) => [answer_rate])} totals=${[total.answer_rate]} />
    <${Chart} kind="lines" title=${W.lengths} by=${by} file=${file("call-lengths")} format=${duration} unit=${60} series=${seriesOf(["median", "p95"], W.series)}
      points=${pointsOf(report, ({ p50_seconds, p95_seconds }) => [p50_seconds, p95_seconds])} totals=${[total.p50_seconds, total.p95_seconds]} />
  </div><//>`;
}
