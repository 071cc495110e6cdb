import assert from "node:assert/strict";
import { acceptance } from "../support/browser.mjs";
import { lockTable } from "../support/database.mjs";
import { OwnServer } from "../support/own-server.mjs";

/**
 * Saves a lead while the server is killed, starts the server again, and sends the form once more: one row is there.
 * @param {import("../support/browser.mjs").Visitor} ann
 * @param {import("../support/server.mjs").Client} user
 * @param {OwnServer} server
 * @param {(page: import("playwright-core").Page, save: () => Promise<void>) => Promise<void>} killed saves, and kills the server meanwhile
 */
async function saveThroughKill(ann, user, server, killed) {
  ann.guard.allow(server.origin);
  ann.guard.expect("net");
  const page = await ann.open(`${server.origin}/t/${user.tenant.slug}/leads/new`);
  await ann.enterPassword(user.email);
  const name = page.getByLabel("Name", { exact: true });
  await name.fill("Ada Lovelace");
  const keys = [];
  ann.context.on("request", (request) => {
    if (request.method() === "POST" && request.url() === `${server.origin}/api/leads`) keys.push(request.headers()["idempotency-key"]);
  });
  const create = page.getByRole("button", { name: "Create", exact: true });
  await killed(page, () => create.click());
  await page.locator("form").getByText("The server can't be reached.").first().waitFor();
  assert.equal(await name.inputValue(), "Ada Lovelace");
  const before = keys.length;

  await server.resume();
  await create.click();
  await page.getByRole("button", { name: "Edit" }).waitFor();
  assert.ok(keys.length > before, "it was sent again");
  assert.ok(keys[0], "it has a key");
  assert.equal(new Set(keys).size, 1, `the key stays: ${keys}`);
  const { items } = await user.send("GET", "/api/leads");
  assert.deepEqual(items.map((row) => row.name), ["Ada Lovelace"]);
  assert.equal(page.url(), `${server.origin}/t/${user.tenant.slug}/leads/${items[0].id}`);
}

acceptance("24. The server is killed before a save is committed, and later it is sent again: one row is there", async (stage) => {
  const [ann, user, server] = await Promise.all([stage.visitor(), stage.user(), OwnServer.start()]);
  const lock = await lockTable("app.leads");
  try {
    await saveThroughKill(ann, user, server, async (_page, save) => {
      await save();
      await lock.awaited();
      await server.kill();
      await lock.release();
      assert.deepEqual((await user.send("GET", "/api/leads")).items, [], "nothing was committed");
    });
  } finally {
    await lock.release();
    await server.stop();
  }
});

acceptance("24. The server is killed after a save was committed, and later it is sent again: one row is there", async (stage) => {
  const [ann, user, server] = await Promise.all([stage.visitor(), stage.user(), OwnServer.start()]);
  try {
    await saveThroughKill(ann, user, server, async (page, save) => {
      // The first answer gets as far as the browser's network, and the page never hears of it.
      await page.route("**/api/leads", async (route) => {
        if (route.request().method() !== "POST") return route.fallback();
        assert.equal((await route.fetch()).status(), 201);
        await server.kill();
        await route.abort("connectionreset");
      }, { times: 1 });
      await save();
      await page.locator("form").getByText("The server can't be reached.").first().waitFor();
      assert.equal((await user.send("GET", "/api/leads")).items.length, 1, "it was committed");
    });
  } finally {
    await server.stop();
  }
});
