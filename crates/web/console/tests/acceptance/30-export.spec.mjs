import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { acceptance } from "../support/browser.mjs";
import { newLead } from "../support/leads.mjs";

acceptance("30. An export is a file for a spreadsheet, where a formula stays text", async ({ signedIn }) => {
  const { visitor: ann, user } = await signedIn();
  const formula = "=HYPERLINK(\"http://evil.example\")";
  await newLead(user, { name: formula });
  await newLead(user, { name: "Zoë Ångström" });
  const page = await ann.open(`/t/${user.tenant.slug}/leads`);
  await page.getByRole("link", { name: "Zoë Ångström" }).waitFor();
  await page.getByRole("button", { name: "Export" }).click();
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("menuitem", { name: "All as CSV" }).click()]);
  assert.match(download.suggestedFilename(), /^[a-z0-9-]+-leads-\d{4}-\d\d-\d\d\.csv$/);
  const bytes = readFileSync(await download.path());
  assert.deepEqual([...bytes.subarray(0, 3)], [0xef, 0xbb, 0xbf], "a spreadsheet reads it as UTF-8");
  const text = bytes.toString("utf8");
  assert.ok(text.includes("Zoë Ångström"), text);
  assert.ok(text.includes(`"'=HYPERLINK(""http://evil.example"")"`), text);
  assert.ok(!/(^|,)"?=/m.test(text), text);
});
