import assert from "node:assert/strict";
import { acceptance } from "../support/browser.mjs";
import { manyLeads } from "../support/leads.mjs";

const COUNT = 1000;

acceptance("20. One pages through 1,000 rows: none is missing, none is there twice, and none is counted", async ({ signedIn }) => {
  const { visitor: ann, user } = await signedIn();
  await manyLeads(user, COUNT);
  const asked = [];
  ann.context.on("request", (request) => asked.push(request.url()));
  const page = await ann.open(`/t/${user.tenant.slug}/leads`);
  const rows = page.locator("tbody tr");
  await rows.first().waitFor();
  const more = page.getByRole("button", { name: "Load more" });
  for (let shown = await rows.count(); shown < COUNT; shown = await rows.count()) {
    await more.click();
    await rows.nth(shown).waitFor();
  }
  await more.waitFor({ state: "hidden" });
  const names = await rows.getByRole("link").allInnerTexts();
  assert.equal(names.length, COUNT);
  assert.equal(new Set(names).size, COUNT);
  assert.deepEqual(asked.filter((url) => /\/api\/leads.*(count|total)/.test(url)), []);
});
