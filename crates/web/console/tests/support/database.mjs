/** The database under the server, as its superuser. */
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { until } from "./server.mjs";

const PSQL = ["-qXAt", "-d", "bulkhead", "-v", "ON_ERROR_STOP=1"];

/** What a query gives, as text. */
export const sql = (query) => execFileSync("psql", PSQL, { input: query, encoding: "utf8" }).trim();

/**
 * Keeps all others from writing to a table until `release`.
 * @param {string} table
 */
export async function lockTable(table) {
  const psql = spawn("psql", PSQL, { stdio: ["pipe", "pipe", "inherit"] });
  psql.stdin.write(`begin; lock table ${table} in share row exclusive mode; select 'locked';\n`);
  await once(psql.stdout, "data");
  return {
    /** Waits until a writer waits. */
    awaited: () => until(() => sql(`select count(*) from pg_locks where relation = '${table}'::regclass and not granted`) !== "0", `a writer of ${table}`),
    release: async () => {
      if (psql.exitCode !== null) return;
      const ended = once(psql, "exit");
      psql.stdin.end();
      await ended;
    },
  };
}
