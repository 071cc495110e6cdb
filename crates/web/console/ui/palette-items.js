/** What the palette offers: the resources' lists and forms, and rows that their search finds. */
import { resources } from "../core/api.js";
import { get } from "../core/http.js";
import { mayWrite, tenant, tenantPath } from "../core/tenant.js";
import { words } from "../core/words/transfer.js";
import { listPath, screenPath, titleOf } from "../resource/paths.js";
import { each } from "../resource/pool.js";

const W = words.palette;
const FIVE = 5;
const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

/** Whether an item has all the typed words. @param {{label: string, keywords?: string, hint?: string}} item @param {string} text */
export function fits(item, text) {
  const all = plain(`${item.label} ${item.keywords ?? ""} ${item.hint ?? ""}`);
  return plain(text).split(/\s+/).every((word) => all.includes(word));
}

const listed = () => (tenant.peek() ? resources().filter((one) => one.operations.list && !one.parent && one.canRead()) : []);

/** The screen of figures, where there is a tenant. */
const figures = () => (tenant.peek() ? [{ group: W.go, label: W.analytics, icon: "chart-column", href: tenantPath("analytics") }] : []);

/** The screen of figures, the lists, and the forms of new rows where one may create. */
export function pages() {
  const all = listed();
  const lists = all.map((one) => ({ group: W.go, label: one.labels[1], hint: one.section, icon: one.icon, href: screenPath(one), keywords: one.plural }));
  const forms = all.filter((one) => mayWrite() && one.operations.create && one.canCreate())
    .map((one) => ({ group: W.actions, label: W.create(one.labels[0]), icon: "plus", href: screenPath(one, "new"), keywords: one.plural }));
  return [...figures(), ...lists, ...forms];
}

/**
 * Rows by the server's search, a few of each resource that has one.
 * @param {string} text @param {AbortSignal} signal
 * @returns {Promise<object[]>} items; a resource whose search fails has none
 */
export async function search(text, signal) {
  const searched = listed().filter((one) => one.search && one.operations.find);
  const outcomes = await each(searched, async (resource) => {
    if (signal.aborted) return [];
    const { data } = await get(listPath(resource), { query: { q: text, limit: FIVE }, signal, quiet: true });
    return data.items.map((row) => ({
      key: row.id, group: resource.labels[1], label: titleOf(resource, row) ?? row.id.slice(0, 8), icon: resource.icon, href: screenPath(resource, row.id),
      hint: resource.compact.filter((name) => name !== resource.title).map((name) => row[name]).find((value) => typeof value === "string") ?? undefined,
    }));
  });
  return outcomes.flatMap((one) => (one.ok ? one.value : []));
}
