/** What is done to many rows: each on its own, with its version, and how it is undone. */
import { del, get, patch } from "../core/http.js";
import { toast } from "../core/toasts.js";
import { words } from "../core/words/transfer.js";
import { etagOf, rowPath } from "./paths.js";
import { each } from "./pool.js";
import { dropRow, keepRow, staleLists } from "./rows.js";
import { restoreRow } from "./save.js";

const W = words.bulk;

const whole = async (resource, id, answer) => (answer.data?.id ? answer : get(rowPath(resource, id)));
const keep = (resource, { data, etag }) => {
  keepRow(resource, data, { etag, quiet: true });
  return data;
};

/** Changes fields of a row that has a version. @returns {Promise<Row>} the row as it is now */
export async function changeOne(resource, row, body) {
  const answer = await patch(rowPath(resource, row.id), body, { ifMatch: etagOf(row) });
  return keep(resource, await whole(resource, row.id, answer));
}

/** Moves a row to the trash, or deletes it where there is none. */
export async function deleteOne(resource, row) {
  await del(rowPath(resource, row.id), { ifMatch: etagOf(row) });
  dropRow(resource, row.id);
  return row;
}

/** Takes a row out of the trash. */
export async function restoreOne(resource, row) {
  const answer = await restoreRow({ resource, id: row.id });
  return keep(resource, await whole(resource, row.id, answer));
}

/** What is wrong with a row's outcome, in words. @param {any} problem */
export function reason(problem) {
  if (problem.status === 412) return W.conflict;
  if (problem.status === 404) return W.gone;
  const said = problem.errors?.map(({ message }) => message).join(" ");
  return said || problem.detail || problem.title || words.failed;
}

/** Undoes acts, row by row, and says how many are back. */
export async function undo(resource, items, act) {
  const outcomes = await each(items, act);
  const back = outcomes.filter(({ ok }) => ok).length;
  staleLists(resource);
  toast(W.undone(back), { tone: "good" });
  if (back < items.length) toast(W.undoFailed(items.length - back), { tone: "warn" });
}
