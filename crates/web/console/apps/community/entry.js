/** `/t/<slug>/universities/<id>` and `/t/<slug>/courses/<id>`: the generated view with star and application, and what a university teaches. */
import { html, useMemo } from "../../core/html.js";
import { resource as resourceOf } from "../../core/api.js";
import { columnsOf } from "../../resource/columns.js";
import { useRows } from "../../resource/live.js";
import { screenPath } from "../../resource/paths.js";
import ViewScreen from "../../resource/view.js";
import { Card } from "../../ui/Card.js";
import { LoadMore } from "../../ui/LoadMore.js";
import { ProblemView } from "../../ui/ProblemView.js";
import { Skeleton } from "../../ui/Skeleton.js";
import { Table } from "../../ui/Table.js";
import { Study, StudyActs, typeOf, withActs } from "./study.js";
import { words } from "./words.js";

const W = words.study;

function Courses({ row }) {
  const found = resourceOf("courses");
  const courses = useMemo(() => withActs(found, ["university_id"]), [found]);
  const list = useRows(courses, { query: { university_id: row.id } });
  return html`<${Card} title=${W.courses}><div class="stack" aria-busy=${list.busy}>
    ${list.problem && html`<${ProblemView} problem=${list.problem} onRetry=${list.reload} />`}
    ${!list.rows && !list.problem && html`<${Skeleton} lines=${3} />`}
    ${list.rows?.length === 0 && html`<p class="muted">${W.noCourses}</p>`}
    ${list.rows?.length > 0 && html`<${Table} caption=${W.courses} columns=${columnsOf(courses)} rows=${list.rows} compact=${["level", "language"]}
      rowHref=${(one) => screenPath(courses, one.id)} />`}
    <${LoadMore} cursor=${list.cursor} busy=${list.busy} onMore=${list.more} /></div><//>`;
}

const Acts = ({ resource, row }) => html`<${StudyActs} type=${typeOf(resource)} row=${row} />`;
const Parts = ({ resource, row }) => (typeOf(resource) === "university" ? html`<${Courses} row=${row} />` : null);

/** The screen. @param {{params: {things: string, id: string}}} props */
export default function Entry({ params }) {
  return html`<${Study}><${ViewScreen} params=${params} Acts=${Acts} Parts=${Parts} /><//>`;
}
