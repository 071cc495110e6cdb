/** Lines of the audit log as sentences. */
import { resource } from "../core/api.js";
import { me } from "../core/session.js";
import { memberName, tenantPath } from "../core/tenant.js";
import { words } from "../core/words/tenant.js";

const W = words.activity;

/** The resource that a table's rows are, or undefined. @param {string} table */
const resourceOf = (table) => resource(table.replaceAll("_", "-"));

/** What a table's rows are called, like "leads". @param {string} table */
export function tableLabel(table) {
  const plain = table.replaceAll("_", " ");
  return resourceOf(table)?.labels[1] ?? plain[0].toUpperCase() + plain.slice(1);
}

/** Who did it: a member's name, the job, or the system. @param {Row} line of the audit log */
export function actorName(line) {
  if (!line.actor_id) return line.job ? `${words.system} (${line.job.replaceAll("_", " ")})` : words.system;
  if (line.actor_id === me.value?.user.id) return me.value.user.name || me.value.user.email || words.someone;
  return memberName(line.actor_id) ?? words.someone;
}

/** What was done: binning, restoring and revoking are changes of one field. @param {Row} line */
export function didWhat({ table, operation, fields }) {
  const binned = fields?.deleted_at;
  if (operation === "update" && Array.isArray(binned)) {
    if (!binned[1]) return W.unbinned;
    return W.gone[table] ?? (resourceOf(table) ? W.binned : W.removed);
  }
  return W.did[operation] ?? operation;
}

/** What it was done to, like "the lead Ada". @param {Row} line */
export function thingOf({ table, operation, fields }) {
  if (W.things[table]) return W.things[table];
  const found = resourceOf(table);
  const label = (found?.labels[0] ?? table.replaceAll("_", " ").replace(/s$/, "")).toLowerCase();
  const title = operation !== "update" && found?.title ? fields?.[found.title] : null;
  return typeof title === "string" && title ? `the ${label} “${title.slice(0, 60)}”` : W.a(label);
}

/** The line as a sentence. @param {Row} line */
export const sentence = (line) => W.sentence(actorName(line), didWhat(line), thingOf(line));

/** Where the row is, or null where it has no screen or is gone. @param {Row} line */
export function rowLink({ table, row_id, operation }) {
  const found = resourceOf(table);
  if (!found || found.parent || operation === "delete") return null;
  return tenantPath(found.plural, row_id);
}

/**
 * The fields of a line: what they were and what they are.
 * @param {Row} line
 * @returns {{name: string, before: any, after: any}[]}
 */
export function changesOf({ operation, fields }) {
  return Object.entries(fields ?? {}).map(([name, value]) => {
    if (operation === "update" && Array.isArray(value) && value.length === 2) return { name, before: value[0], after: value[1] };
    return operation === "delete" ? { name, before: value, after: undefined } : { name, before: undefined, after: value };
  });
}
