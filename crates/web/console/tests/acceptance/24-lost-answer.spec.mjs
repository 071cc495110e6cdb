import assert from "node:assert/strict";
import { acceptance } from "../support/browser.mjs";

acceptance("24. The connection ends during a save, and later it is sent again: one row is there", async ({ signedIn }) => {
  const { visitor: ann, user } = await signedIn();
  const page = await ann.open(`/t/${user.tenant.slug}/leads/new`);
  await page.getByLabel("Name", { exact: true }).fill("Ada Lovelace");
  ann.guard.expect("net");
  const keys = [];
  let down = true;
  await page.route("**/api/leads", async (route) => {
    const request = route.request();
    if (request.method() !== "POST") return route.fallback();
    keys.push(await request.headerValue("idempotency-key"));
    // The first one is done, but its answer is lost; until the server is back none arrives.
    if (keys.length === 1) assert.equal((await route.fetch()).status(), 201);
    return down ? route.abort("connectionreset") : route.fallback();
  });
  const create = page.getByRole("button", { name: "Create", exact: true });
  await create.click();
  await page.locator("form").getByText("The server can't be reached.").first().waitFor();
  assert.equal(await page.getByLabel("Name", { exact: true }).inputValue(), "Ada Lovelace");
  const before = keys.length;

  down = false;
  await create.click();
  await page.getByRole("button", { name: "Edit" }).waitFor();
  assert.ok(keys.length > before, "it was sent again");
  assert.ok(keys[0], "it has a key");
  assert.equal(new Set(keys).size, 1, `the key stays: ${keys}`);
  const { items } = await user.send("GET", "/api/leads");
  assert.deepEqual(items.map(({ name }) => name), ["Ada Lovelace"]);
  assert.equal(new URL(page.url()).pathname, `/t/${user.tenant.slug}/leads/${items[0].id}`);
});
