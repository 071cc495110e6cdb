/** Text messages: what became of outgoing ones, and what came back. */
import { html } from "../../core/html.js";
import { number } from "../../core/format.js";
import { Card } from "../../ui/Card.js";
import { Chart } from "../chart/Chart.js";
import { percent, pointsOf, seriesOf } from "./said.js";
import { words } from "./words.js";

const W = words.messages;

/** Outgoing messages by what became of them; the rest is on its way. */
const outcomes = ({ outgoing, delivered, failed, canceled }) => [delivered, Math.max(0, outgoing - delivered - failed - canceled), failed, canceled];

/** @param {{report: any, by: string, file: (name: string) => string}} props */
export function Messages({ report, by, file }) {
  const { total } = report;
  return html`<${Card} title=${W.title}><div class="charts">
    <${Chart} kind="bars" title=${W.outcomes} by=${by} file=${file("messages-by-outcome")} points=${pointsOf(report, outcomes)}
      series=${seriesOf(["delivered", "under", "failed", "canceled"], W.series)} note=${total.simulated > 0 && W.simulated(number(total.simulated))} />
    <${Chart} kind="bars" title=${W.replies} by=${by} file=${file("replies")} series=${seriesOf(["replies", "stops"], W.series)}
      points=${pointsOf(report, ({ replies, opt_outs }) => [replies, opt_outs])} />
    <${Chart} kind="lines" title=${W.delivered} note=${W.deliveredNote} by=${by} file=${file("delivery-rate")} format=${percent} whole=${false} most=${1}
      series=${[{ name: "rate", label: W.delivered }]} points=${pointsOf(report, ({ delivery_rate }) => [delivery_rate])} totals=${[total.delivery_rate]} />
  </div><//>`;
}
