/** What a tenant uses of its plan, as far as the API tells it. */
import { html } from "../core/html.js";
import { bytes, number } from "../core/format.js";
import { words } from "../core/words/platform.js";
import { Card } from "../ui/Card.js";
import { Meter } from "../ui/Meter.js";

const W = words.usage;
const percent = new Intl.NumberFormat(undefined, { style: "percent", maximumFractionDigits: 0 });
/** The bounds of which no use is told. */
const BOUNDS = ["row_quota", "request_quota", "invitation_quota", "storage_quota"];

/** The members in words: of how many, and how many there is room for. @param {Row} row */
function members({ members, member_quota: most }) {
  const used = number(members);
  if (most === null || most === undefined) return W.open(used);
  if (members >= most) return W.full(used, number(most));
  return W.of(used, number(most), percent.format(members / most), number(most - members));
}

/** @param {{row: Row}} props */
export function Usage({ row }) {
  const bounds = BOUNDS.map((name) => [name, row[name] ?? null]);
  const shown = (name, value) => (value === null ? (name === "storage_quota" ? W.free : W.usual) : name === "storage_quota" ? bytes(value) : number(value));
  return html`<${Card} title=${row.plan ? W.titleOf(row.plan) : W.title}>
    <${Meter} label=${words.tenants.members} text=${members(row)} value=${row.members} most=${row.member_quota ?? null} />
    <dl class="facts">${bounds.map(([name, value]) => html`<div key=${name}><dt>${W.most[name]}</dt><dd>${shown(name, value)}</dd></div>`)}</dl>
    <p class="muted small">${W.untold}</p>
  <//>`;
}
