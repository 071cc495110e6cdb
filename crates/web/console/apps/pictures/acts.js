/** What one may do with an image job, and where its image is. */
import { get, post } from "../../core/http.js";
import { tenant } from "../../core/tenant.js";
import { toast } from "../../core/toasts.js";
import { saveFile } from "../../resource/files.js";
import { actionPath, etagOf, rowPath } from "../../resource/paths.js";
import { complain } from "../../resource/remove.js";
import { keepRow } from "../../resource/rows.js";
import { words } from "./words.js";

const imagePath = (resource, row) => `${rowPath(resource, row.id)}/image`;

/** The address of an image for `<img>`, which sends no header. @param {Resource} resource @param {Row} row */
export const imageUrl = (resource, row) => `${imagePath(resource, row)}?tenant=${encodeURIComponent(tenant.value?.id ?? "")}`;

/** A file's name from a prompt. @param {string} prompt */
function fileName(prompt) {
  const plain = prompt.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-");
  return [...plain].slice(0, 60).join("").replace(/^-+|-+$/g, "") || "image";
}

/** Saves an image under a name from its prompt. @param {Resource} resource @param {Row} row */
export async function download(resource, row) {
  try {
    const { data } = await get(imagePath(resource, row), { raw: true });
    saveFile(`${fileName(row.prompt)}.${data.type === "image/jpeg" ? "jpg" : "png"}`, data);
  } catch (problem) {
    complain(problem);
  }
}

const retryOf = (resource) => resource.actions.find(({ verb }) => verb === "retry");

/** Whether a row may be asked for again. @param {Resource} resource @param {Row} row */
export const mayRetry = (resource, row) => row.status === "failed" && resource.may(retryOf(resource));

/** Asks for an image again, as the row is shown. @param {Resource} resource @param {Row} row */
export async function retry(resource, row) {
  try {
    const { data, etag } = await post(actionPath(retryOf(resource).path, row.id), undefined, { ifMatch: etagOf(row) });
    keepRow(resource, data, { etag, quiet: true });
    toast(words.retried, { tone: "good" });
  } catch (problem) {
    const isStale = problem.code === "invalid_state" || problem.status === 412;
    if (!isStale) return complain(problem);
    toast(words.changed, { tone: "warn" });
    const { data, etag } = await get(rowPath(resource, row.id));
    keepRow(resource, data, { etag, quiet: true });
  }
}
