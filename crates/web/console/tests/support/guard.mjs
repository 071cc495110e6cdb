/** What must be true of every page whatever a test does with it (CONSOLE 3.12). */
import assert from "node:assert/strict";
import { ORIGIN } from "./server.mjs";

/** Answers that screens deal with. The browser writes a line on each, which no page can keep it from. */
const DEALT_WITH = new Set([401, 403, 404, 409, 412, 413, 422, 428, 429]);
const API = /^\/(api|auth|admin)\//;

/** Keeps watch over the pages of one browser context. */
export class Guard {
  /** @type {string[]} */
  faults = [];
  /** @type {(number|string|RegExp)[]} */
  expected = [];
  /** Where pages and their requests may be. */
  /** @type {Set<string>} */
  origins;
  /** @type {((value?: unknown) => void)[]} */
  waiting = [];

  /** @param {import("playwright-core").BrowserContext} context @param {string} [origin] of the server */
  constructor(context, origin = ORIGIN) {
    this.context = context;
    this.origins = new Set([origin]);
  }

  fault(text) {
    this.faults.push(text);
    for (const wake of this.waiting.splice(0)) wake();
  }

  /** Resolves with the next fault. */
  noticed() {
    return new Promise((wake) => this.waiting.push(wake));
  }

  /** Begins. No page may be open yet. */
  async begin() {
    await this.context.exposeBinding("reportViolation", ({ page }, violation) =>
      this.fault(`policy: ${violation} at ${page.url()}`));
    await this.context.addInitScript(() => {
      document.addEventListener("securitypolicyviolation", (event) =>
        window.reportViolation(`${event.effectiveDirective} refuses ${event.blockedURI} ${event.sample} (${event.sourceFile}:${event.lineNumber})`));
    });
    this.context.on("console", (message) => this.hear(message));
    this.context.on("weberror", (error) => this.fault(`error: ${error.error().stack ?? error.error()}`));
    this.context.on("request", (request) => {
      const { protocol, origin } = new URL(request.url());
      if (/^(https?|wss?):$/.test(protocol) && !this.origins.has(origin)) this.fault(`foreign host: ${request.url()}`);
    });
  }

  /** Lets answers of a status pass that the test itself brings about, such as 503; also a broken connection ("net"), and what the browser says by itself. */
  expect(...statuses) {
    this.expected.push(...statuses);
  }

  /** Lets pages also be at another server of the test's. */
  allow(origin) {
    this.origins.add(origin);
  }

  hear(message) {
    if (!["error", "warning", "assert"].includes(message.type())) return;
    const text = message.text();
    if (this.expected.some((one) => one instanceof RegExp && one.test(text))) return;
    const { url } = message.location();
    const failed = /Failed to load resource: (?:the server responded with a status of (\d+)|(net::))/.exec(text);
    const status = failed?.[2] ? "net" : Number(failed?.[1]);
    if (failed && this.expected.includes(status)) return;
    if (failed && DEALT_WITH.has(Number(status)) && API.test(new URL(url).pathname)) return;
    this.fault(`console: ${text} (${url})`);
  }

  /** Looks at what the pages have kept, and fails with all that was found. */
  async settle() {
    for (const page of this.context.pages()) {
      if (!URL.canParse(page.url()) || !this.origins.has(new URL(page.url()).origin)) continue;
      const kept = await page.evaluate(async () => ({
        localStorage: Object.keys(localStorage),
        sessionStorage: Object.keys(sessionStorage),
        indexedDB: (await indexedDB.databases()).map((one) => one.name),
        caches: await caches.keys(),
        cookies: document.cookie ? document.cookie.split("; ") : [],
      }));
      for (const [where, names] of Object.entries(kept)) {
        if (names.length) this.faults.push(`${where} keeps ${names.join(", ")} at ${page.url()}`);
      }
    }
    assert.deepEqual(this.faults, []);
  }
}
