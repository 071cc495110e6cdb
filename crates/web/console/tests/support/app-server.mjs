/** A second server: it serves a browser app of one's own, over a private Postgres. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { until } from "./server.mjs";

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  server.close();
  await once(server, "close");
  return port;
}

/**
 * Starts the server.
 * @param {Record<string, string>} files of the app
 * @returns {Promise<{origin: string, stop: () => Promise<void>}>}
 */
export async function serveApp(files) {
  const folder = mkdtempSync(join(tmpdir(), "browser-app-"));
  // Postgres runs as another user where this one is root.
  chmodSync(folder, 0o755);
  const app = join(folder, "app");
  mkdirSync(app);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(app, name), text);
  const port = await freePort();
  const own = Object.entries(process.env).filter(([name]) => !/^(DATABASE_|PG)/.test(name));
  const env = { ...Object.fromEntries(own), APP_DIR: app, BULKHEAD_ADDR: `127.0.0.1:${port}`, METRICS_ADDR: "off", SIMULATOR_ADDR: "off", LOG: "warn" };
  const server = spawn(process.env.PROGRAM, ["serve"], { cwd: folder, env, stdio: ["ignore", "ignore", "inherit"] });
  const ended = once(server, "exit");
  const stop = async () => {
    server.kill();
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  const origin = `http://localhost:${port}`;
  try {
    await until(async () => {
      if (server.exitCode !== null) throw new Error(`the server ends with ${server.exitCode}`);
      return (await fetch(`http://127.0.0.1:${port}/health/ready`).catch(() => null))?.ok;
    }, "the second server");
  } catch (error) {
    await stop();
    throw error;
  }
  return { origin, stop };
}
