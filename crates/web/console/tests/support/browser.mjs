/** Debian's Chromium, one for all tests; a context for each person of a test. */
import { after, test } from "node:test";
import { checkAccessibility } from "./axe.mjs";
import { Guard } from "./guard.mjs";
import { chromium } from "./packages.mjs";
import { Client, ORIGIN, PASSWORD, PATIENCE } from "./server.mjs";

const FLAGS = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync",
  // No name leads out of this machine.
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
];

let launched;
after(async () => (await launched)?.close());

const browser = () => (launched ??= chromium.launch({ executablePath: "/usr/bin/chromium", args: FLAGS }));

/** A person with a browser: a context with cookies of its own. */
export class Visitor {
  /** @type {import("playwright-core").BrowserContext} */
  context;
  /** @type {Guard} */
  guard;
  /** The tab that `open` made. @type {import("playwright-core").Page} */
  page = null;

  /** @param {import("playwright-core").BrowserContextOptions} [options] */
  static async come(options = {}) {
    const context = await (await browser()).newContext({ baseURL: ORIGIN, reducedMotion: "reduce", ...options });
    context.setDefaultTimeout(PATIENCE);
    const visitor = new Visitor();
    visitor.context = context;
    visitor.guard = new Guard(context, options.baseURL);
    await visitor.guard.begin();
    return visitor;
  }

  /** Opens a path in this visitor's tab, the first time in a new one. */
  async open(path) {
    this.page ??= await this.context.newPage();
    await this.page.goto(path);
    return this.page;
  }

  /** Another tab of the same browser. */
  async tab(path) {
    const page = await this.context.newPage();
    await page.goto(path);
    return page;
  }

  /** Gives the browser the session of a client. */
  async signInAs(client) {
    await this.context.addCookies(
      [...client.cookies].map(([name, value]) => ({ name, value, url: ORIGIN, httpOnly: true, sameSite: "Lax" })));
  }

  /** Fills the sign-in form and sends it. */
  async enterPassword(email, password = PASSWORD) {
    await this.page.getByLabel("E-mail").fill(email);
    await this.page.getByLabel("Password", { exact: true }).fill(password);
    await this.page.getByRole("button", { name: "Sign in", exact: true }).click();
  }

  /** Waits for the screen with this heading. */
  heading(name) {
    return this.page.getByRole("heading", { level: 1, name }).waitFor();
  }

  /** Fails where axe finds something on the screen, in light or dark. @param {("light"|"dark")[]} [themes] */
  accessible(themes) {
    return checkAccessibility(this.page, themes);
  }
}

/**
 * An acceptance check. When it is through, the pages of all its visitors must be without fault.
 * @param {string} name begins with the number in CONSOLE §4
 * @param {(stage: {visitor: (options?: object) => Promise<Visitor>, user: (name?: string) => Promise<Client>,
 *   signedIn: (options?: object) => Promise<{visitor: Visitor, user: Client}>}) => Promise<void>} check
 * @param {number} [timeout] in milliseconds
 */
export function acceptance(name, check, timeout = 4 * PATIENCE) {
  test(name, { timeout }, async () => {
    const visitors = [];
    const visitor = async (options) => {
      const one = await Visitor.come(options);
      visitors.push(one);
      return one;
    };
    const signedIn = async (options) => {
      const [one, user] = await Promise.all([visitor(options), Client.register()]);
      await one.signInAs(user);
      return { visitor: one, user };
    };
    try {
      await check({ visitor, user: Client.register, signedIn });
      for (const one of visitors) await one.guard.settle();
    } finally {
      await Promise.all(visitors.map((one) => one.context.close()));
    }
  });
}
