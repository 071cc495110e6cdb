/** `/t/<slug>/`: how the tenant does, what happened, and what is next. */
import { html, useState } from "../core/html.js";
import { tenant, tenantPath } from "../core/tenant.js";
import { words } from "../core/words/tenant.js";
import { Card } from "../ui/Card.js";
import { Page } from "../ui/Page.js";
import { ProblemView } from "../ui/ProblemView.js";
import { Skeleton } from "../ui/Skeleton.js";
import { Time } from "../ui/Time.js";
import { rowLink, sentence } from "./acts.js";
import { Figures } from "./Figures.js";
import { sees } from "./may.js";
import { Needs } from "./Needs.js";
import { NextSteps } from "./NextSteps.js";
import { usePages } from "./pages.js";

const W = words.overview;

/** The screen. */
export default function Overview() {
  const [ready, setReady] = useState(false);
  return html`<${Page} title=${W.title} subtitle=${tenant.value?.name}>
    <div class="stack stack-5">
      <${Figures} onDone=${() => setReady(true)} />
      <div class="overview-columns">
        <div class="stack stack-5"><${Needs} ready=${ready} /><${NextSteps} /></div>
        ${sees("admin") && html`<${Activity} />`}
      </div>
    </div>
  <//>`;
}

function Activity() {
  const pages = usePages("/api/audit-log", { limit: 8 });
  const all = html`<a class="small" href=${tenantPath("settings", "audit")}>${W.allActivity}</a>`;
  return html`<${Card} title=${W.activity} actions=${all}>
    ${pages.problem && html`<${ProblemView} problem=${pages.problem} onRetry=${pages.reload} />`}
    ${!pages.rows && !pages.problem && html`<${Skeleton} lines=${5} />`}
    ${pages.rows?.length === 0 && html`<p class="muted">${W.nothingYet}</p>`}
    ${pages.rows?.length > 0 && html`<ul class="activity">
      ${pages.rows.map((line, at) => {
        const link = rowLink(line);
        return html`<li key=${`${line.changed_at}${line.row_id}${at}`}>
          <span class="grow">${link ? html`<a href=${link}>${sentence(line)}</a>` : sentence(line)}</span>
          <span class="muted small nowrap"><${Time} value=${line.changed_at} /></span>
        </li>`;
      })}
    </ul>`}
  <//>`;
}
