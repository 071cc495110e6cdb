/** `/t/<slug>/favourites`: the generated list, with the names of what is kept. */
import { html, useMemo } from "../../core/html.js";
import { resource as resourceOf } from "../../core/api.js";
import { derived } from "../../resource/derived.js";
import ListScreen from "../../resource/list.js";
import { Value } from "../../resource/values.js";
import ViewScreen from "../../resource/view.js";
import { words } from "./words.js";

const PLURALS = { course: "courses", university: "universities" };

function own(resource) {
  const Shown = ({ row, link }) => html`<${Value} row=${row} link=${link} field=${{ name: "item_id", kind: "reference", tones: {}, refers: PLURALS[row.item_type] ?? null }} />`;
  const fields = resource.fields.map((field) => (field.name === "item_id" ? { ...field, label: words.study.item, Shown } : field));
  return derived(resource, { fields, columns: ["item_id", ...resource.columns] });
}

/** The list. @param {{params: {things: string}}} props */
export default function FavouriteList({ params }) {
  const found = resourceOf(params.things);
  return html`<${ListScreen} params=${params} resource=${useMemo(() => own(found), [found])} />`;
}

/** One of them. @param {{params: {things: string, id: string}}} props */
export function FavouriteView({ params }) {
  const found = resourceOf(params.things);
  return html`<${ViewScreen} params=${params} resource=${useMemo(() => own(found), [found])} />`;
}
