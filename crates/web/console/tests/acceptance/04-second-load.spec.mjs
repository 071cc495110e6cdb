import assert from "node:assert/strict";
import { acceptance } from "../support/browser.mjs";
import { newLead } from "../support/leads.mjs";

acceptance("4. A second load transfers the shell and data alone", async ({ signedIn }) => {
  const { visitor: ann, user } = await signedIn();
  await newLead(user);
  const path = `/t/${user.tenant.slug}/leads`;
  const page = await ann.open(path);
  const shown = () => page.getByRole("link", { name: "Ada Lovelace" }).waitFor();
  const transferred = () => page.evaluate(() => /** @type {PerformanceResourceTiming[]} */ (performance.getEntriesByType("resource"))
    .filter(({ transferSize }) => transferSize > 0).map(({ name }) => new URL(name).pathname));
  await shown();
  assert.ok((await transferred()).some((one) => one.startsWith("/assets/")), "the first load transfers files");
  await page.goto(path);
  await shown();
  const second = await transferred();
  assert.ok(second.includes("/api/leads"), `${second}`);
  assert.deepEqual(second.filter((one) => one.startsWith("/assets/")), []);
});
