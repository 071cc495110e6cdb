/** A server that a check may kill, or that serves a browser app of one's own: over the database of the other one, with a port and secrets of its own. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { until } from "./server.mjs";

async function freePort() {
  const taken = createServer().listen(0, "127.0.0.1");
  await once(taken, "listening");
  const { port } = /** @type {import("node:net").AddressInfo} */ (taken.address());
  taken.close();
  await once(taken, "close");
  return port;
}

export class OwnServer {
  /** @type {import("node:child_process").ChildProcess|null} */
  process = null;
  port = 0;
  /** Where it keeps its secrets. */
  folder = "";
  app = "";

  /** Starts one on a free port. `stop` ends it. @param {Record<string, string>} [app] the files of a browser app */
  static async start(app) {
    const server = new OwnServer();
    server.port = await freePort();
    server.folder = await mkdtemp(join(tmpdir(), "own-server-"));
    if (app) {
      server.app = join(server.folder, "app");
      await mkdir(server.app);
      for (const [name, text] of Object.entries(app)) await writeFile(join(server.app, name), text);
    }
    try {
      await server.resume();
    } catch (error) {
      await server.stop();
      throw error;
    }
    return server;
  }

  /** Where the browser finds it. */
  get origin() {
    return `http://localhost:${this.port}`;
  }

  /** Starts it once more, on the same port, and waits until it answers. */
  async resume() {
    this.process = spawn(process.env.PROGRAM, ["serve"], {
      cwd: this.folder,
      env: {
        ...process.env, BULKHEAD_ADDR: `127.0.0.1:${this.port}`, PUBLIC_URL: this.origin, METRICS_ADDR: "off", ...(this.app && { APP_DIR: this.app }),
      },
      stdio: "ignore",
    });
    await until(async () => {
      assert.equal(this.process.exitCode, null, "the server ends at once");
      return (await fetch(`http://127.0.0.1:${this.port}/health/ready`).catch(() => null))?.ok;
    }, "a server of one's own");
  }

  /** Kills it by SIGKILL, and waits for its end. */
  async kill() {
    if (!this.process || this.process.signalCode || this.process.exitCode !== null) return;
    const ended = once(this.process, "exit");
    this.process.kill("SIGKILL");
    await ended;
  }

  /** Ends it for good. */
  async stop() {
    await this.kill();
    await rm(this.folder, { recursive: true });
  }
}
