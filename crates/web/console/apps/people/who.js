/** The owner of an address: among the tenant's contacts and leads by their phone numbers and e-mail addresses. */
import { signal, useEffect } from "../../core/html.js";
import { get } from "../../core/http.js";
import { tenant, tenantPath } from "../../core/tenant.js";
import { dialled } from "./dialled.js";

const BOOKS = ["leads", "contacts"];

/** @type {import("@preact/signals").Signal<{tenant: string|null, map: Map<string, {name: string, href: string}>}>} */
const known = signal({ tenant: null, map: new Map() });

/** Looks rows up in each book; an address that several have is the newest row's, a contact's before a lead's. */
async function look(at, query) {
  const found = new Map(known.peek().tenant === at ? known.peek().map : []);
  const answers = await Promise.allSettled(BOOKS.map((book) => get(`/api/${book}`, { query, quiet: true })));
  for (const [nth, answer] of answers.entries()) {
    const rows = answer.status === "fulfilled" ? answer.value.data.items : [];
    for (const { id, name, phone, email } of rows.toReversed()) {
      for (const address of [dialled(phone), email]) if (address) found.set(address, { name, href: tenantPath(BOOKS[nth], id) });
    }
  }
  if (tenant.peek()?.id === at) known.value = { tenant: at, map: found };
}

/** Reads the newest contacts and leads, for the names of a list of addresses. */
export function useNames() {
  const at = tenant.value?.id;
  useEffect(() => void (at && look(at, { limit: 100 })), [at]);
}

/**
 * The name of an address, and the row that has it, or null; `ask`: looks for this very number, too.
 * @param {string} address @param {{ask?: boolean}} [how]
 * @returns {{name: string, href: string}|null}
 */
export function useWho(address, { ask = false } = {}) {
  const at = tenant.value?.id;
  const found = known.value.tenant === at ? (known.value.map.get(address) ?? null) : null;
  useEffect(() => void (ask && at && !found && look(at, { phone: address, limit: 1 })), [at, address]);
  return found;
}
