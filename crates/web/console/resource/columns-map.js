/** Which column of a file goes to which field. Pure. */
import { folded } from "./csv.js";

const SERVER = ["id", "owner_id", "version", "created_at", "updated_at", "deleted_at"];
const plain = (text) => folded(text).replace(/[^\p{L}\p{N}]+/gu, " ").trim();

/** The fields that a file may fill. @param {{fields: Field[]}} resource */
export const importFields = (resource) =>
  resource.fields.filter((field) => !field.readOnly && !SERVER.includes(field.name));

/**
 * Where each column goes at first: to the field of its name or label, each field once.
 * @param {{name: string}[]} columns @param {{name: string, label: string}[]} fields
 * @returns {ColumnMap}
 */
export function guessed(columns, fields) {
  const taken = new Set();
  const map = {};
  const exact = ({ name }) => (field) => folded(field.name) === folded(name);
  const alike = ({ name }) => (field) => [field.name, field.label].some((word) => plain(word) === plain(name));
  for (const way of [exact, alike]) {
    for (const column of columns) {
      if (map[column.name]) continue;
      const field = fields.find((one) => !taken.has(one.name) && way(column)(one));
      map[column.name] = field?.name ?? null;
      if (field) taken.add(field.name);
    }
  }
  return map;
}

/**
 * What the import is told of the columns: only what it would read otherwise.
 * @param {ColumnMap} map @param {{name: string, readOnly?: boolean}[]} all all fields of the resource
 * @returns {string|undefined} JSON
 */
export function told(map, all) {
  const said = Object.entries(map).filter(([name, field]) => {
    if (field) return folded(name) !== field;
    const server = SERVER.includes(folded(name)) || all.some((one) => one.name === folded(name) && one.readOnly);
    return !server;
  });
  return said.length ? JSON.stringify(Object.fromEntries(said)) : undefined;
}

/** Fields that two columns go to. @param {ColumnMap} map @returns {string[]} */
export function doubles(map) {
  const fields = Object.values(map).filter(Boolean);
  return [...new Set(fields.filter((field, at) => fields.indexOf(field) !== at))];
}
