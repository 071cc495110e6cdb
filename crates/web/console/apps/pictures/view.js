/** `/t/<slug>/image-jobs/<id>`: one image large, above its fields. */
import { html, useMemo } from "../../core/html.js";
import { resource as resourceOf } from "../../core/api.js";
import { derived } from "../../resource/derived.js";
import ViewScreen from "../../resource/view.js";
import { Picture } from "./Picture.js";

/** What the image itself says, or the words in its place. */
const SAID = ["url", "error"];

/** The screen. @param {{params: {things: string, id: string}}} props */
export default function ImageJob({ params }) {
  const resource = resourceOf(params.things);
  // A prompt is too long for a heading.
  const own = useMemo(() => derived(resource, { title: null, fields: resource.fields.filter(({ name }) => !SAID.includes(name)) }), [resource]);
  return html`<${ViewScreen} params=${params} resource=${own} Acts=${Picture} />`;
}
