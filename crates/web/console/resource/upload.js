/** A file's way to the server and back, with progress. `fetch` tells none of a body that is sent, so that XMLHttpRequest is used. */
import { get } from "../core/http.js";
import { tenant } from "../core/tenant.js";
import { words } from "../core/words/transfer.js";

/** What an answer of 400 and above says, in the shape of the core's problems. */
export function problemOf(status, text, header) {
  let data = {};
  try {
    data = JSON.parse(text);
  } catch {
    // A proxy's page.
  }
  const detail = data.detail ?? data.title ?? (status === 0 ? words.offline : words.failed);
  const wait = Number(header("retry-after"));
  return Object.assign(new Error(detail), {
    status, detail, data, title: data.title ?? detail, code: data.code ?? (status === 0 ? "offline" : "failed"), errors: data.errors ?? [],
    requestId: header("x-request-id") ?? data.request_id ?? null, retryAfter: Number.isFinite(wait) && wait > 0 ? wait : null,
  });
}

/**
 * @param {string} url
 * @param {{file: Blob, type: string, key?: string, signal?: AbortSignal, onProgress?: (share: number) => void}} how
 * @returns {Promise<ImportReport>}
 */
function sendOnce(url, { file, type, key, onProgress, signal }) {
  return new Promise((resolve, reject) => {
    const xhr = new XMLHttpRequest();
    const stop = () => xhr.abort();
    const end = (act) => {
      signal?.removeEventListener("abort", stop);
      act();
    };
    xhr.open("POST", url);
    xhr.setRequestHeader("Content-Type", type);
    xhr.setRequestHeader("Accept", "application/json");
    if (tenant.peek()) xhr.setRequestHeader("X-Tenant", tenant.peek().id);
    if (key) xhr.setRequestHeader("Idempotency-Key", key);
    xhr.upload.addEventListener("progress", ({ loaded, total }) => onProgress?.(total ? loaded / total : 1));
    xhr.upload.addEventListener("load", () => onProgress?.(1));
    xhr.addEventListener("load", () => end(() => {
      const header = (name) => xhr.getResponseHeader(name);
      if (xhr.status >= 200 && xhr.status < 300) resolve(JSON.parse(xhr.responseText));
      else reject(problemOf(xhr.status, xhr.responseText, header));
    }));
    xhr.addEventListener("error", () => end(() => reject(problemOf(0, "", () => null))));
    xhr.addEventListener("abort", () => end(() => reject(new DOMException("stopped", "AbortError"))));
    signal?.addEventListener("abort", stop);
    if (signal?.aborted) stop();
    else xhr.send(file);
  });
}

/** Whether an answer asks for a sign-in or a fresh proof, which the core's requests bring about. */
export const asksForProof = (problem) => problem.status === 401 || problem.code === "reauthentication_required";

/**
 * Sends a file; where the session has ended, after a sign-in over the screen.
 * @param {string} path
 * @param {{query: Record<string, string|undefined>, file: Blob, type: string, key?: string, signal?: AbortSignal,
 *   onProgress?: (share: number) => void, probe: string}} how `probe`: a path whose reading signs in again
 * @returns {Promise<ImportReport>} the answer's body
 */
export async function upload(path, { query, probe, ...how }) {
  const said = Object.entries(query).filter(([, value]) => value !== undefined && value !== "");
  const url = said.length ? `${path}?${new URLSearchParams(said)}` : path;
  try {
    return await sendOnce(url, how);
  } catch (problem) {
    if (!asksForProof(problem)) throw problem;
    await get(probe, { query: { limit: 1 } });
    return sendOnce(url, how);
  }
}
