/** The app of docs/browser-app.md, taken out of the page, and the console beside it. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe } from "node:test";
import { acceptance } from "../support/browser.mjs";
import { newLead } from "../support/leads.mjs";
import { OwnServer } from "../support/own-server.mjs";
import { Client } from "../support/server.mjs";

const DOCUMENT = readFileSync(join(import.meta.dirname, "../../../../../docs/browser-app.md"), "utf8");

/** The files of the document: each block of code behind a line that names one. */
const FILES = Object.fromEntries([...DOCUMENT.matchAll(/^`([\w.]+)`:\n\n```\w+\n([^]*?)^```$/gm)].map(([, name, text]) => [name, text]));

// Its server lives no longer than these checks: it has secrets of its own, and would deliver what it can't read for the others.
describe("a browser app of one's own", () => {
  /** @type {OwnServer} */
  let server;
  before(async () => {
    assert.deepEqual(Object.keys(FILES), ["index.html", "app.js"]);
    server = await OwnServer.start(FILES);
  });
  after(() => server?.stop());

  const register = () => Client.register("ann", server.origin.replace("localhost", "127.0.0.1"));

  acceptance("41. The app of docs/browser-app.md signs in, lists leads and follows them live", async ({ visitor }) => {
    const owner = await register();
    await newLead(owner);
    const ann = await visitor({ baseURL: server.origin });
    const page = await ann.open("/leads/of/the/router");
    await ann.heading("Leads");
    await ann.enterPassword(owner.email, "fifteen wrong turtles");
    await page.getByRole("status").filter({ hasText: /\S/ }).waitFor();
    await ann.enterPassword(owner.email);
    await page.getByText("Ada Lovelace: ").waitFor();
    assert.equal(await page.getByRole("listitem").count(), 1);
    await page.evaluate(() => (document.title = "the same page"));
    await owner.send("POST", "/api/leads", { name: "Grace Hopper" });
    await page.getByText("Grace Hopper: ").waitFor();
    assert.equal(await page.title(), "the same page");
    assert.equal(await page.getByRole("listitem").count(), 2);
    await page.reload();
    await page.getByText("Grace Hopper: ").waitFor();
  });

  acceptance("41. Beside an app the console is at /console: its links, the way back, `next` and the sign-out", async ({ visitor }) => {
    const owner = await register();
    await newLead(owner);
    const ann = await visitor({ baseURL: server.origin });
    const list = `/console/t/${owner.tenant.slug}/leads`;
    const page = await ann.open(`${list}?q=Ada`);
    await ann.heading("Sign in");
    assert.equal(new URL(page.url()).pathname, "/console/sign-in");
    await ann.enterPassword(owner.email);
    const lead = page.getByRole("link", { name: "Ada Lovelace" });
    await lead.waitFor();
    assert.equal(page.url(), `${server.origin}${list}?q=Ada`);
    const paths = await page.locator("a[href^='/']").evaluateAll((links) => links.map((link) => link.getAttribute("href")));
    assert.ok(paths.length > 5, `${paths}`);
    assert.deepEqual(paths.filter((path) => !/^\/(console\/|docs$|dev\/mail$)/.test(path)), []);
    await page.evaluate(() => Object.assign(window, { mark: 1 }));
    await lead.click();
    await page.waitForURL((url) => url.pathname.startsWith(`${list}/`));
    await ann.heading("Ada Lovelace");
    await page.goBack();
    await lead.waitFor();
    assert.equal(page.url(), `${server.origin}${list}?q=Ada`);
    assert.equal(await page.evaluate(() => /** @type {any} */ (window).mark), 1, "the page was never loaded anew");
    await page.goto("/console");
    await page.waitForURL((url) => /^\/console\/(t|welcome)(\/|$)/.test(url.pathname));
    await page.goto(list);
    await page.getByRole("button", { name: "ann" }).last().click();
    await page.getByRole("menuitem", { name: "Sign out" }).click();
    await page.waitForURL("**/console/sign-in");
    await ann.heading("Sign in");
  });
});
