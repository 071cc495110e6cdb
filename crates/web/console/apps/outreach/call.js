/** `/t/<slug>/scheduled-calls/<id>`: the generated screen, by the number that is called. */
import { html, useMemo } from "../../core/html.js";
import { resource as resourceOf } from "../../core/api.js";
import ViewScreen from "../../resource/view.js";
import { told } from "./calls-told.js";

/** The screen. @param {{params: {things: string, id: string}}} props */
export default function CallScreen({ params }) {
  const generated = resourceOf(params.things);
  const resource = useMemo(() => told(generated), [generated]);
  return html`<${ViewScreen} params=${params} resource=${resource} />`;
}
