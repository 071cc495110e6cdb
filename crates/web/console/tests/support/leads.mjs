/** Leads, for the checks that need rows. */

/**
 * Makes one.
 * @param {import("./server.mjs").Client} user
 * @param {object} [fields]
 */
export const newLead = (user, fields = {}) => user.send("POST", "/api/leads", { name: "Ada Lovelace", ...fields }, { expect: 201 });

/** Makes many of them by an import: `Lead 0001` and on. */
export async function manyLeads(user, count, fields = (number) => ({})) {
  const columns = Object.keys({ name: "", ...fields(0) });
  const lines = Array.from({ length: count }, (_, number) => {
    const row = { name: `Lead ${String(number).padStart(4, "0")}`, ...fields(number) };
    return columns.map((column) => row[column]).join(",");
  });
  await user.upload("/api/leads/import", [columns.join(","), ...lines].join("\n"), "text/csv");
}
