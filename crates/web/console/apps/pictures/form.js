/** `/t/<slug>/image-jobs/new`: the form of an image, with one that it is made from. */
import { html, useMemo } from "../../core/html.js";
import { resource as resourceOf } from "../../core/api.js";
import { derived } from "../../resource/derived.js";
import NewRow from "../../resource/form.js";
import { faultOf } from "./inspect.js";
import { Reference } from "./Reference.js";
import { words } from "./words.js";

/** The field of the form that the description has only as a part of its body. */
const IMAGE = {
  name: "image", label: words.reference, help: words.referenceHelp, kind: "file", required: false, readOnly: false, tones: {},
  check: faultOf, draw: ({ control }) => html`<${Reference} ...${control} />`,
};

/** The screen. @param {{params: {things: string}}} props */
export default function NewImageJob({ params }) {
  const resource = resourceOf(params.things);
  const own = useMemo(() => {
    const [first, ...rest] = resource.fields.filter(({ readOnly }) => !readOnly);
    return derived(resource, { fields: [first, IMAGE, ...rest] });
  }, [resource]);
  return html`<${NewRow} params=${params} resource=${own} />`;
}
