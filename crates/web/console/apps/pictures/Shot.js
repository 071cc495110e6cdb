/** The image of an image job, or what stands where there is none. */
import { html, useState } from "../../core/html.js";
import { spoken } from "../../resource/values.js";
import { Badge } from "../../ui/Badge.js";
import { Button } from "../../ui/Button.js";
import { Icon } from "../../ui/Icon.js";
import { imageUrl } from "./acts.js";
import { words } from "./words.js";

/** Why an image has failed, in words. @param {Row} row */
const reasonOf = (row) => words.errors[row.error] ?? (row.error ? spoken(row.error) : words.states.failed);

function Nothing({ resource, row }) {
  const tone = resource.field("status").tones[row.status] ?? "muted";
  return html`<span class=${`shot-none shot-${row.status}`}>
    <${Icon} name=${row.status === "failed" ? "triangle-alert" : row.status === "running" ? "palette" : "clock"} />
    <${Badge} tone=${tone}>${words.states[row.status] ?? spoken(row.status)}<//>
    ${row.status === "failed" && html`<span class="shot-why small">${reasonOf(row)}</span>`}
  </span>`;
}

/**
 * An image with its prompt as the text in its place.
 * @param {{resource: Resource, row: Row, large?: boolean}} props
 */
export function Shot({ resource, row, large = false }) {
  const [broken, setBroken] = useState(false);
  if (row.status !== "succeeded") return html`<${Nothing} resource=${resource} row=${row} />`;
  if (broken) {
    return html`<span class="shot-none"><${Icon} name="circle-alert" /><span>${words.notShown}</span>
      ${large && html`<${Button} size="small" icon="refresh-cw" onClick=${() => setBroken(false)}>${words.again}<//>`}</span>`;
  }
  return html`<img class="shot-image" src=${imageUrl(resource, row)} alt=${row.prompt} width=${row.width} height=${row.height}
    loading=${large ? "eager" : "lazy"} decoding="async" onError=${() => setBroken(true)} />`;
}
