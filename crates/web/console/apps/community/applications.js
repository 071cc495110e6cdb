/** `/t/<slug>/applications`: one's applications by state, and what may be done with each. */
import { html, useMemo } from "../../core/html.js";
import { resource as resourceOf } from "../../core/api.js";
import { route } from "../../core/router.js";
import { Actions } from "../../resource/actions.js";
import { derived } from "../../resource/derived.js";
import ListScreen from "../../resource/list.js";
import { screenPath } from "../../resource/paths.js";
import { readRow, rowEntry } from "../../resource/rows.js";
import ViewScreen from "../../resource/view.js";
import { confirmDialog } from "../../ui/Dialog.js";
import { Tabs } from "../../ui/Tabs.js";
import { words } from "./words.js";

const W = words.applications;
const STATES = ["all", "draft", "submitted", "withdrawn"];

/** What is withdrawn stays so. */
const ask = ({ verb }) => verb !== "withdraw" || confirmDialog({ title: W.withdrawTitle, body: W.withdrawText, confirm: W.withdraw, tone: "danger" });
const Acts = (props) => html`<${Actions} ...${props} ask=${ask} />`;

function own(resource) {
  const reload = (row) => readRow(rowEntry(resource, row.id));
  const acts = { name: "acts", label: words.study.acts, kind: "text", tones: {}, readOnly: true,
    Shown: ({ row }) => html`<${Acts} resource=${resource} row=${row} reload=${() => reload(row)} />` };
  return derived(resource, { title: "course_id", fields: [...resource.fields, acts], columns: ["course_id", "status", "note", "created_at", "acts"], compact: ["status", "created_at"] });
}

/** The list. @param {{params: {things: string}}} props */
export default function ApplicationList({ params }) {
  const found = resourceOf(params.things);
  const resource = useMemo(() => own(found), [found]);
  const now = route.value.query.get("status") ?? "all";
  const items = STATES.map((state) => ({
    label: W[state], current: state === now, href: state === "all" ? screenPath(resource) : `${screenPath(resource)}?status=${state}`,
  }));
  return html`<${ListScreen} params=${params} resource=${resource} head=${html`<${Tabs} label=${W.ways} items=${items} />`} />`;
}

/** One of them. @param {{params: {things: string, id: string}}} props */
export function ApplicationView({ params }) {
  const found = resourceOf(params.things);
  // A note is too long for a heading.
  const resource = useMemo(() => derived(found, { title: null }), [found]);
  return html`<${ViewScreen} params=${params} resource=${resource} Acts=${Acts} />`;
}
