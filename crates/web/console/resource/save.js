/** How a row is written: with its ETag, and with what others did meanwhile joined in. */
import { get, patch, post, put } from "../core/http.js";
import { isSenders } from "./draft.js";
import { changes, merge } from "./merge.js";
import { formOf, hasFile } from "./multipart.js";
import { actionPath, etagOf, listPath, rowPath } from "./paths.js";

const ROUNDS = 4;
const pick = (row, names) => Object.fromEntries(names.map((name) => [name, row[name] ?? null]));
const tagOf = (answer) => answer.etag ?? etagOf(answer.data);

/** @returns {Promise<Saved>} */
async function send({ resource, id, parent }, body, whole, etag) {
  const path = rowPath(resource, id, parent);
  const answer = resource.operations.change
    ? await patch(path, body, { ifMatch: etag })
    : await put(path, whole, { ifMatch: etag });
  return { kind: "saved", row: answer.data, etag: tagOf(answer) };
}

/** Sends what differs; null where the row has another version by now. @returns {Promise<Saved | {kind: "gone"} | null>} */
async function attempt(at, before, now, etag) {
  try {
    return await send(at, changes(before, now), now, etag);
  } catch (problem) {
    if (problem.status === 404) return { kind: "gone" };
    if (problem.status === 412) return null;
    throw problem;
  }
}

/** Joins mine with the row as it is now. @returns {Saved | Joined<"conflict"> | Joined<"joined">} */
function joined(before, now, answer) {
  const theirs = pick(answer.data, Object.keys(now));
  const { merged, conflicts, settled } = merge(before, now, theirs);
  const etag = tagOf(answer);
  if (settled) return { kind: "saved", row: answer.data, etag };
  return { kind: conflicts.length ? "conflict" : "joined", theirs, merged, conflicts, row: answer.data, etag };
}

/**
 * Writes a changed row.
 * @param {{resource: Resource, id: string, parent?: string}} at
 * @param {Record<string, unknown>} before the fields as they were read
 * @param {Record<string, unknown>} now the fields as the form has them
 * @param {string} etag
 * @returns {Promise<Saved | {kind: "gone"} | Joined<"conflict">>} a problem of another kind is thrown
 */
export async function saveChange(at, before, now, etag) {
  for (let round = 0; round < ROUNDS; round += 1) {
    const sent = await attempt(at, before, now, etag);
    if (sent) return sent;
    let answer;
    try {
      answer = await get(rowPath(at.resource, at.id, at.parent));
    } catch (problem) {
      if (problem.status === 404) return { kind: "gone" };
      throw problem;
    }
    const next = joined(before, now, answer);
    if (next.kind !== "joined") return next;
    [before, now, etag] = [next.theirs, next.merged, next.etag];
  }
  const answer = await get(rowPath(at.resource, at.id, at.parent));
  const next = joined(before, now, answer);
  // Others write faster than this client: the person at the form sees their values, and decides.
  return next.kind === "joined" ? { ...next, kind: "conflict" } : next;
}

/** Takes a row out of the trash, then writes the change to it. Like `saveChange`. */
export async function restoreAndSave(at, before, now) {
  const answer = await restoreRow(at);
  const next = joined(before, now, answer);
  return next.kind === "joined" ? saveChange(at, next.theirs, next.merged, next.etag) : next;
}

/** Takes a row out of the trash. @param {{resource: Resource, id: string, parent?: string}} at */
export const restoreRow = ({ resource, id, parent }) => post(actionPath(resource.operations.restore.path, id, parent));

/**
 * Creates a row; `key` is the same over the retries of one submission.
 * @param {{resource: Resource, parent?: string}} at @param {Row} body @param {string} key
 * @returns {Promise<Saved>}
 */
export async function createRow({ resource, parent }, body, key) {
  const senders = resource.fields.find(isSenders);
  const named = senders ? { ...body, [senders.name]: key } : body;
  const answer = await post(listPath(resource, parent), hasFile(named) ? formOf(named, key) : named, { key });
  return { kind: "saved", row: answer.data, etag: tagOf(answer) };
}

/** Whether an answer leaves open what happened, so that the key is to be kept. @param {Problem} problem */
export const isOpen = (problem) => problem.status === 0 || problem.status >= 500 || problem.code === "in_progress";
