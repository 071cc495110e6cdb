import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { acceptance } from "../support/browser.mjs";

const GOOD = Array.from({ length: 20 }, (_, number) => `Good ${number},good${number}@example.com`);

acceptance("29. Of a file with three bad rows the others are stored; the bad ones are named, downloaded, corrected and stored", async ({ signedIn }) => {
  const { visitor: ann, user } = await signedIn();
  const page = await ann.open(`/t/${user.tenant.slug}/leads/import`);
  const choose = (name, text) => page.locator("input[type=file]").setInputFiles({ name, mimeType: "text/csv", buffer: Buffer.from(text) });
  const lines = ["name,email", ...GOOD.slice(0, 10), "Bad 1,no-address", ...GOOD.slice(10), "Bad 2,also no address", ",nobody@example.com"];
  await choose("people.csv", lines.join("\n"));
  const plan = page.getByRole("region", { name: "What the import will do" });
  await plan.waitFor();
  const named = await plan.innerText();
  for (const row of ["12", "23", "24"]) assert.match(named, new RegExp(`\\b${row}\\b`), named);
  assert.equal((await user.send("GET", "/api/leads")).items.length, 0, "a check stores nothing");
  await ann.accessible();

  await page.getByRole("button", { name: "Import 20 rows" }).click();
  await page.getByText("3 rows failed").waitFor();
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Download failed rows" }).click()]);
  const failed = readFileSync(await download.path(), "utf8");
  assert.equal(failed.trim().split(/\r?\n/).length, 4, failed);
  assert.match(failed, /Bad 1,no-address/);

  const corrected = failed.replace("no-address", "bad1@example.com").replace("also no address", "bad2@example.com").replace(/^,nobody/m, "Bad 3,nobody");
  await page.getByRole("button", { name: "Import another file" }).click();
  await choose(download.suggestedFilename(), corrected);
  await page.getByRole("button", { name: "Import 3 rows" }).click();
  await page.getByRole("heading", { name: "3 rows imported" }).waitFor();
  const { items } = await user.send("GET", "/api/leads?limit=100");
  assert.deepEqual(items.map(({ name }) => name).sort(), [...GOOD.map((line) => line.split(",")[0]), "Bad 1", "Bad 2", "Bad 3"].sort());
});
