/** How the value of a field is shown, by its kind. */
import { html } from "../core/html.js";
import { date, number } from "../core/format.js";
import { memberName } from "../core/tenant.js";
import { words } from "../core/words/resource.js";
import { Badge } from "../ui/Badge.js";
import { Time } from "../ui/Time.js";
import { screenPath } from "./paths.js";
import { useTitle } from "./titles.js";

const NUMBERS = ["integer", "decimal"];
const MANY = 3;

/** Whether a field's values are numbers, to stand at the right. @param {{kind: string}} field */
export const isNumber = (field) => NUMBERS.includes(field.kind);

/** A word of the API as people read it: `in_doubt` is "In doubt", and `sms` is "SMS". @param {string} value */
export const spoken = (value) => {
  const text = String(value).replaceAll("_", " ").replace(/\b(sms|url|api)\b/g, (short) => short.toUpperCase());
  return text.charAt(0).toUpperCase() + text.slice(1);
};

/** Whether a link may be followed: only `http` and `https`. */
function webLink(value) {
  try {
    return ["http:", "https:"].includes(new URL(value).protocol) ? value : null;
  } catch {
    return null;
  }
}

function Reference({ refers, id, link }) {
  const { target, title, gone } = useTitle(refers, id);
  const text = title ?? (gone ? words.value.unknown : id.slice(0, 8));
  const known = target && target.operations.find && !target.parent && !gone;
  return link && known
    ? html`<a href=${screenPath(target, id)}>${text}</a>`
    : html`<span class=${title ? "" : "muted"} title=${id}>${text}</span>`;
}

function Member({ id }) {
  const name = memberName(id);
  return html`<span class=${name ? "" : "muted"} title=${name ? undefined : id}>${name ?? id.slice(0, 8)}</span>`;
}

/** Whether an object holds nothing but plain values, so that it reads as pairs. */
const flat = (value) => !Array.isArray(value) && Object.values(value).every((one) => one === null || typeof one !== "object");

function Pairs({ value }) {
  const said = (one) => (typeof one === "number" ? number(one) : String(one ?? words.value.none));
  return html`<dl class="pairs">${Object.entries(value).map(([name, one]) => html`<div key=${name}><dt>${spoken(name)}</dt><dd>${said(one)}</dd></div>`)}</dl>`;
}

/**
 * A value of a kind; the API's values may be anything.
 * @type {Record<string, (value: any, how: {field: Field, link: boolean}) => import("preact").ComponentChildren>}
 */
const SHOWN = {
  email: (value, { link }) => (link ? html`<a href=${`mailto:${value}`}>${value}</a>` : value),
  url: (value, { link }) =>
    link && webLink(value) ? html`<a href=${value} rel="noopener noreferrer" target="_blank">${value}</a>` : value,
  integer: (value) => html`<span class="number">${number(value)}</span>`,
  decimal: (value) => html`<span class="number">${typeof value === "number" ? number(value) : value}</span>`,
  boolean: (value) => (value ? words.value.yes : words.value.no),
  select: (value, { field }) => html`<${Badge} tone=${field.tones?.[value] ?? "muted"}>${spoken(value)}<//>`,
  tags: (value, { link }) => {
    const shown = link ? value : value.slice(0, MANY);
    return html`<span class="tag-list">${shown.map((tag) => html`<${Badge} key=${tag} tone="muted">${tag}<//>`)}
      ${shown.length < value.length && html`<span class="muted small">${words.value.more(value.length - shown.length)}</span>`}</span>`;
  },
  date: (value) => date(value),
  timestamp: (value) => html`<${Time} value=${value} />`,
  reference: (value, { field, link }) => html`<${Reference} refers=${field.refers} id=${value} link=${link} />`,
  member: (value) => html`<${Member} id=${value} />`,
  uuid: (value, { link }) => html`<span class="mono" title=${value}>${link ? value : value.slice(0, 8)}</span>`,
  uuids: (value, { field }) => html`<span class="tag-list">${value.map((id) =>
    field.refers ? html`<${Reference} key=${id} refers=${field.refers} id=${id} />` : html`<span key=${id} class="mono">${id.slice(0, 8)}</span>`)}</span>`,
  secret: () => words.value.hidden,
  json: (value, { link }) => flat(value) && link ? html`<${Pairs} value=${value} />` :
    link ? html`<pre class="json-value">${JSON.stringify(value, null, 2)}</pre>` : html`<code class="cut">${JSON.stringify(value)}</code>`,
  long: (value, { link }) => (link ? html`<div class="long-value">${value}</div>` : html`<span class="cut">${value}</span>`),
};

/** Whether there is nothing to show. */
const isNothing = (value) => value === null || value === undefined || value === "" || (Array.isArray(value) && !value.length);

/**
 * A field of a row, as text, badge, time, link or name.
 * @param {{field: Field, row: Row, link?: boolean}} props `link`: at full length and with links (a view, not a cell); a field with
 *   `Shown`, a component of a screen made by hand, is shown by that
 */
export function Value({ field, row, link = false }) {
  if (field.Shown) return html`<${field.Shown} row=${row} link=${link} />`;
  const value = row[field.name];
  if (isNothing(value)) return html`<span class="muted">${words.value.none}</span>`;
  const show = SHOWN[field.kind];
  if (typeof value === "object" && !["tags", "uuids"].includes(field.kind)) return SHOWN.json(value, { field, link });
  const text = typeof value === "object" ? JSON.stringify(value) : String(value);
  const fits = !["tags", "uuids"].includes(field.kind) || Array.isArray(value);
  const wants = !["reference", "member", "uuid"].includes(field.kind) || typeof value === "string";
  return show && fits && wants ? show(value, { field, link }) : text;
}
