/** One image with what is known of it. */
import { html } from "../../core/html.js";
import { number } from "../../core/format.js";
import { Actions } from "../../resource/actions.js";
import { screenPath } from "../../resource/paths.js";
import { spoken } from "../../resource/values.js";
import { Button } from "../../ui/Button.js";
import { Time } from "../../ui/Time.js";
import { download } from "./acts.js";
import { Shot } from "./Shot.js";
import { words } from "./words.js";

/** What the form of another image begins with. @param {Resource} resource @param {Row} row */
const anew = (resource, { prompt, style, quality }) => `${screenPath(resource, "new")}?${new URLSearchParams({ prompt, style, quality })}`;

/** The facts of an image job. @param {{row: Row}} props */
export function Facts({ row }) {
  const facts = [
    row.width && [words.size, words.pixels(number(row.width), number(row.height))],
    [words.asked, html`<${Time} value=${row.created_at} />`],
    [words.style, spoken(row.style)],
    [words.quality, spoken(row.quality)],
    row.seed != null && [words.seed, html`<span class="mono">${row.seed}</span>`],
    [words.reference, row.has_reference ? words.yes : words.no],
  ].filter(Boolean);
  return html`<dl class="fields fields-about">${facts.map(([label, value]) => html`<div key=${label} class="fields-row"><dt>${label}</dt><dd>${value}</dd></div>`)}</dl>`;
}

/**
 * The image, and what may be done with it.
 * @param {{resource: Resource, row: Row, etag?: string|null, reload: () => Promise<RowState|null>}} props
 */
export function Picture({ resource, row, etag, reload }) {
  return html`<div class="stack stack-3">
    <div class="shot-large"><${Shot} key=${`${row.id} ${row.status}`} resource=${resource} row=${row} large /></div>
    <div class="row">
      ${row.status === "succeeded" && html`<${Button} icon="download" onClick=${() => download(resource, row)}>${words.download}<//>`}
      <${Actions} resource=${resource} row=${row} etag=${etag} reload=${reload} />
      ${resource.canCreate() && html`<${Button} tone="quiet" icon="plus" href=${anew(resource, row)}>${words.more}<//>`}
    </div>
  </div>`;
}
