/** A resource's rows as a file that the browser saves. */
import { html, useState } from "../core/html.js";
import { get } from "../core/http.js";
import { tenant } from "../core/tenant.js";
import { toast } from "../core/toasts.js";
import { words } from "../core/words/transfer.js";
import { Menu } from "../ui/Menu.js";
import { saveFile } from "./files.js";
import { listPath } from "./paths.js";
import { asksForProof, problemOf } from "./upload.js";

const W = words.export;

/** The filters of a list that the export takes, as its description names them. */
function taken(resource, query) {
  const named = new Set((resource.operations.export.parameters ?? []).map((one) => one.name ?? one));
  return Object.entries(query ?? {}).filter(([name, value]) => named.has(name) && value !== undefined && value !== null && value !== "");
}

async function read(url) {
  const headers = tenant.peek() ? { "X-Tenant": tenant.peek().id } : {};
  let answer;
  try {
    answer = await fetch(url, { headers, credentials: "same-origin", cache: "no-store" });
  } catch {
    throw problemOf(0, "", () => null);
  }
  if (!answer.ok) throw problemOf(answer.status, await answer.text(), (name) => answer.headers.get(name));
  try {
    return await answer.blob();
  } catch {
    throw problemOf(0, "", () => null);
  }
}

/**
 * Reads all rows as a file; where the session has ended, after a sign-in over the screen.
 * @param {Resource} resource @param {"csv"|"ndjson"} format @param {Query} [query] the list's filters
 * @returns {Promise<string>} the saved file's name
 */
export async function download(resource, format, query) {
  const said = new URLSearchParams([["format", format], ...(format === "csv" ? [["bom", "true"]] : []), ...taken(resource, query)]);
  const url = `${resource.operations.export.path}?${said}`;
  let blob;
  try {
    blob = await read(url);
  } catch (problem) {
    if (!asksForProof(problem)) throw problem;
    await get(listPath(resource), { query: { limit: 1 } });
    blob = await read(url);
  }
  const name = `${tenant.peek()?.slug ?? "rows"}-${resource.plural}-${new Date().toISOString().slice(0, 10)}.${format}`;
  saveFile(name, blob);
  return name;
}

/**
 * The menu of exports.
 * @param {{resource: Resource, query?: Query}} props `query`: the list's filters, as they are sent
 */
export function ExportMenu({ resource, query }) {
  const [busy, setBusy] = useState(false);
  if (!resource.operations.export) return null;
  const run = async (format) => {
    setBusy(true);
    try {
      toast(W.done(await download(resource, format, query)), { tone: "good" });
    } catch (problem) {
      toast(problem.detail ?? words.failed, { tone: "bad", action: { label: words.retry, run: () => run(format) } });
    } finally {
      setBusy(false);
    }
  };
  const named = taken(resource, query).length > 0 ? W.filtered : W;
  const items = ["csv", "ndjson"].map((format) => ({ label: named[format], icon: "download", disabled: busy, onSelect: () => run(format) }));
  return html`<${Menu} label=${W.label} icon="download" items=${items} />`;
}
