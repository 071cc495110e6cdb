/** Downloads of a list's rows. */
import { request } from "../core/http.js";
import { tenant } from "../core/tenant.js";

/** Fetches a list as a file, and hands it to the browser. @param {Resource} list a resource @param {"csv"|"ndjson"} format */
export async function download(list, format) {
  const { path } = list.operations.export;
  const { data } = await request("GET", path, { query: { format }, raw: true });
  const blob = data instanceof Blob ? data : await (data.blob ? data.blob() : new Response(data).blob());
  const url = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = url;
  link.download = `${tenant.value?.slug ?? "rows"}-${list.plural}.${format}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
