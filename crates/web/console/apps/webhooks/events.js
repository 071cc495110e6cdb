/** The types of events that a webhook is told of: to choose from, and shown. */
import { html, useId, useState } from "../../core/html.js";
import { resources } from "../../core/api.js";
import { Badge } from "../../ui/Badge.js";
import { Checkbox } from "../../ui/Checkbox.js";
import { TextInput } from "../../ui/TextInput.js";
import { words } from "./words.js";

const W = words.events;
const ACTS = Object.keys(W.acts);
const ALL = "*";
const MOST = 50;
const SHOWN = 3;
const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

/** What there are events of: rows that all members may read, as the server has it. */
const told = () => resources().filter((one) => one.class === "shared" && [one.operations.list, one.operations.find]
  .some((operation) => operation && operation.access.role === "viewer"));

/** An event as people read it. @param {string} type like "lead.created" */
function spoken(type) {
  if (type === ALL) return W.all;
  const [name, act] = type.split(".");
  const found = resources().find((one) => one.name === name);
  return found && W.acts[act] ? W.one(found.labels[0], W.acts[act]) : type;
}

/** @param {{row: Row, link?: boolean}} props */
export function Events({ row, link = false }) {
  const shown = link ? row.events : row.events.slice(0, SHOWN);
  return html`<span class="tag-list">${shown.map((type) => html`<${Badge} key=${type}>${spoken(type)}<//>`)}
    ${shown.length < row.events.length && html`<span class="muted small">${W.more(row.events.length - shown.length)}</span>`}</span>`;
}

/** Draws the field of the form. @param {{control: any}} props */
export const EventsInput = ({ control }) => html`<${Picker} ...${control} />`;

function Picker({ value, onChange, disabled, name, ...control }) {
  const [text, setText] = useState("");
  const list = useId();
  const all = value.includes(ALL);
  const wanted = plain(text).split(/\s+/).filter(Boolean);
  const groups = told().map((one) => ({ label: one.labels[0], types: ACTS.map((act) => `${one.name}.${act}`) }))
    .map((group) => ({ ...group, found: group.types.filter((type) => wanted.every((word) => plain(`${spoken(type)} ${type}`).includes(word))) }))
    .filter(({ found }) => found.length);
  const set = (types, on) => onChange(on ? [...new Set([...value, ...types])] : value.filter((type) => !types.includes(type)));
  return html`<div class="events stack stack-3" data-name=${name} tabindex="-1">
    <${Checkbox} label=${W.all} value=${all} disabled=${disabled} onChange=${(on) => onChange(on ? [ALL] : [])} />
    ${all ? html`<p class="small muted">${W.allHelp}</p>` : html`
      <${TextInput} ...${control} type="search" autocomplete="off" placeholder=${W.search} aria-controls=${list} value=${text} onChange=${setText}
        onKeyDown=${(event) => event.key === "Enter" && event.preventDefault()} />
      <div class="events-list" id=${list}>
        ${groups.map((group) => html`<${Group} key=${group.label} group=${group} value=${value} disabled=${disabled} onChange=${set} />`)}
        ${groups.length === 0 && html`<p class="muted events-none">${W.none}</p>`}
      </div>
      <p class=${`small ${value.length > MOST ? "hook-lost" : "muted"}`} role="status">${value.length > MOST ? W.over : W.chosen(value.length)}</p>`}
  </div>`;
}

/** The events of one kind of row; a box for all of them, where all are in view. */
function Group({ group, value, disabled, onChange }) {
  const on = group.found.filter((type) => value.includes(type));
  const every = on.length === group.found.length;
  return html`<div class="events-group" role="group" aria-label=${group.label}>
    <label class="check events-head"><input class="checkbox" type="checkbox" aria-label=${W.group(group.label)} disabled=${disabled} checked=${every}
      ref=${(box) => {
        if (box) box.indeterminate = on.length > 0 && !every;
      }} onChange=${() => onChange(group.found, !every)} /><span>${group.label}</span></label>
    <div class="events-acts">${group.found.map((type) => html`<${Checkbox} key=${type} label=${W.acts[type.split(".")[1]]} disabled=${disabled}
      aria-label=${spoken(type)} value=${value.includes(type)} onChange=${(yes) => onChange([type], yes)} />`)}</div>
  </div>`;
}
