/** `/t/<slug>/phones`: the phones, with whether each receives. */
import { html, useMemo } from "../../core/html.js";
import { resource as resourceOf } from "../../core/api.js";
import ListScreen from "../../resource/list.js";
import { derived } from "../../resource/derived.js";

const COLUMNS = ["number", "label", "provider", "receiving", "created_at"];

/** The screen. @param {{params: {things: string}}} props */
export default function PhonesScreen({ params }) {
  const phones = resourceOf(params.things);
  const resource = useMemo(() => derived(phones, { columns: COLUMNS, compact: ["number", "receiving"], title: "number" }), [phones]);
  return html`<${ListScreen} params=${params} resource=${resource} />`;
}
