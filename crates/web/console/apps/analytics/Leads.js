/** Leads: how far those have come that were made in the time. */
import { html } from "../../core/html.js";
import { number } from "../../core/format.js";
import { Card } from "../../ui/Card.js";
import { Chart } from "../chart/Chart.js";
import { Funnel } from "../chart/Funnel.js";
import { percent, pointsOf, seriesOf } from "./said.js";
import { words } from "./words.js";

const W = words.leads;
const STATUSES = ["new", "contacted", "qualified", "won", "lost"];

/** The steps of the funnel: a lead that is won has been contacted and qualified. */
const stepsOf = ({ total, contacted, qualified, won }) => [
  ["all", total], ["contacted", contacted + qualified + won], ["qualified", qualified + won], ["won", won],
].map(([name, value]) => ({ name, label: W.steps[name], value }));

/** @param {{report: any, by: string, file: (name: string) => string}} props */
export function Leads({ report, by, file }) {
  const { total } = report;
  return html`<${Card} title=${W.title}><div class="charts">
    <${Funnel} title=${W.funnel} note=${W.funnelNote(number(total.lost))} by=${W.step} count=${W.count} share=${W.share} steps=${stepsOf(total)}
      file=${file("leads-funnel")} />
    <${Chart} kind="bars" title=${W.statuses} by=${by} file=${file("leads-by-status")} series=${seriesOf(STATUSES, W.series)}
      points=${pointsOf(report, (counts) => STATUSES.map((name) => counts[name]))} />
    <${Chart} kind="lines" title=${W.wins} note=${W.winsNote} by=${by} file=${file("win-rate")} format=${percent} whole=${false} most=${1}
      series=${[{ name: "rate", label: W.wins }]} points=${pointsOf(report, ({ win_rate }) => [win_rate])} totals=${[total.win_rate]} />
  </div><//>`;
}
