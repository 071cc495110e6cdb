import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { acceptance } from "../support/browser.mjs";
import { PASSWORD } from "../support/server.mjs";

acceptance("33. A sensitive act asks for a proof where the last one is older than five minutes, then it is done, with nothing typed again", async ({ signedIn }) => {
  const { visitor: ann, user } = await signedIn();
  await user.verify();
  const page = await ann.open(`/t/${user.tenant.slug}/settings/api-keys`);
  await page.getByRole("button", { name: "Create key" }).first().click();
  await page.getByLabel("Name", { exact: true }).fill("Nightly import");
  await page.getByRole("checkbox", { name: "Read leads" }).check();
  const age = "update auth.sessions set proved_at = proved_at - interval '6 minutes' where user_id = :'user'";
  execFileSync("psql", ["-qX", "-d", "bulkhead", "-v", "ON_ERROR_STOP=1", "-v", `user=${user.me.user.id}`], { input: age });
  await page.locator("form").getByRole("button", { name: "Create key" }).click();

  const proof = page.getByRole("dialog").filter({ has: page.getByLabel("Password", { exact: true }) });
  await proof.waitFor();
  await ann.accessible();
  assert.equal((await user.send("GET", "/api/api-keys")).items.length, 0, "nothing is made before the proof");
  await proof.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.keyboard.press("Enter");
  await page.getByRole("dialog", { name: "Copy the key now" }).waitFor();
  // A proof gives the session another token, which the browser has.
  const names = await page.evaluate(async (tenant) => {
    const answer = await fetch("/api/api-keys", { headers: { "X-Tenant": tenant } });
    return (await answer.json()).items.map(({ name }) => name);
  }, user.tenant.id);
  assert.deepEqual(names, ["Nightly import"]);
});
