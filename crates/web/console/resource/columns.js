/** The columns of a table of rows. */
import { html } from "../core/html.js";
import { preferences } from "../core/preferences.js";
import { words } from "../core/words/resource.js";
import { titleOf } from "./paths.js";
import { isNumber, Value } from "./values.js";

/** Fields of the server's that every row has, should the description not name them. */
const COMMON = {
  created_at: { name: "created_at", label: words.view.created, kind: "timestamp" },
  updated_at: { name: "updated_at", label: words.view.updated, kind: "timestamp" },
  deleted_at: { name: "deleted_at", label: words.bin.deleted, kind: "timestamp" },
};

/** A field by its name, those of every row too. @param {Resource} resource @param {string} name */
export const fieldOf = (resource, name) => resource.field(name) ?? COMMON[name] ?? null;

function Title({ resource, field, row }) {
  return titleOf(resource, row) === null && !row[field.name]
    ? html`<span class="muted">${words.list.untitled}</span>`
    : html`<span class="row-title"><${Value} field=${field} row=${row} /></span>`;
}

/** All columns that a list may have, in their order: those it comes with first. @param {Resource} resource @returns {string[]} */
export function columnNames({ title, columns = [], fields }) {
  const others = fields.filter(({ kind, writeOnly }) => kind !== "secret" && !writeOnly).map(({ name }) => name);
  return [...new Set([title, ...columns, ...others].filter(Boolean))];
}

/** The user's own choice of them, else those that a list comes with. @param {Resource} resource @returns {string[]} */
export function chosenColumns({ plural, title, columns = [] }) {
  const own = preferences.value.columns?.[plural];
  return [title, ...(Array.isArray(own) ? own : columns)].filter(Boolean);
}

/**
 * The columns of a resource's table; the first one is the row's title, where it has one.
 * @param {Resource} resource
 * @param {{without?: string[], add?: object[], chosen?: string[]}} [more] `chosen`: those of the user's choice
 */
export function columnsOf(resource, { without = [], add = [], chosen = [resource.title, ...(resource.columns ?? [])] } = {}) {
  const names = columnNames(resource).filter((name) => chosen.includes(name) && !without.includes(name));
  const sorts = resource.sorts ?? [];
  const columns = names.map((name) => fieldOf(resource, name)).filter(Boolean).map((field, at) => ({
    key: field.name,
    label: field.label,
    align: isNumber(field) ? "end" : undefined,
    sort: sorts.includes(field.name) || sorts.includes(`-${field.name}`),
    render: (row) => at === 0
      ? html`<${Title} resource=${resource} field=${field} row=${row} />`
      : html`<${Value} field=${field} row=${row} />`,
  }));
  return [...columns, ...add];
}
