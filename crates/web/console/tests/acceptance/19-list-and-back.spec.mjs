import assert from "node:assert/strict";
import { acceptance } from "../support/browser.mjs";
import { manyLeads } from "../support/leads.mjs";

acceptance("19. Filter, sort and search stand in the address, and Back brings them back", async ({ signedIn }) => {
  const { visitor: ann, user } = await signedIn();
  await manyLeads(user, 12, (number) => ({ status: number % 2 ? "won" : "new" }));
  const page = await ann.open(`/t/${user.tenant.slug}/leads`);
  const rows = page.locator("tbody tr");
  await rows.nth(11).waitFor();
  await page.getByRole("button", { name: "Filter" }).click();
  await page.getByRole("dialog").getByLabel("Status").selectOption({ label: "Won" });
  await page.getByRole("dialog").getByRole("button", { name: "Apply" }).click();
  await rows.nth(6).waitFor({ state: "hidden" });
  await page.getByRole("columnheader", { name: "Name" }).getByRole("button").click();
  await page.getByRole("searchbox").fill("Lead 000");
  await rows.nth(5).waitFor({ state: "hidden" });

  const state = async () => ({ url: page.url(), search: await page.getByRole("searchbox").inputValue(), rows: await rows.allInnerTexts() });
  const before = await state();
  const { searchParams } = new URL(before.url);
  assert.equal(searchParams.get("status"), "won");
  assert.match(searchParams.get("sort"), /name/);
  assert.equal(searchParams.get("q"), "Lead 000");
  assert.equal(before.rows.length, 5);

  await rows.first().getByRole("link").first().click();
  await page.getByRole("button", { name: "Edit" }).waitFor();
  await page.goBack();
  await rows.nth(4).waitFor();
  assert.deepEqual(await state(), before);
});
