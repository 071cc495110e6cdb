import assert from "node:assert/strict";
import { acceptance } from "../support/browser.mjs";
import { manyLeads } from "../support/leads.mjs";

const COUNT = 50;

acceptance("28. One field of 50 rows is changed, one of them meanwhile by another: 49 are done, that one is named", async ({ signedIn }) => {
  const { visitor: ann, user } = await signedIn();
  await manyLeads(user, COUNT);
  const page = await ann.open(`/t/${user.tenant.slug}/leads`);
  await page.locator("tbody tr").nth(COUNT - 1).waitFor();
  await page.getByRole("checkbox", { name: /^Select all/ }).check();
  const bar = page.getByRole("region", { name: "Selected rows" });
  await bar.getByText(`${COUNT} selected`).waitFor();
  await bar.getByRole("button", { name: "Change a field" }).click();
  const dialog = page.getByRole("dialog", { name: `Change ${COUNT} leads` });
  await dialog.getByLabel("Field").selectOption({ label: "Company" });
  await dialog.getByLabel("Company").fill("Analytical Engines");
  await ann.accessible();

  const rows = async () => (await user.send("GET", "/api/leads?limit=100")).items;
  const other = (await rows()).find(({ name }) => name === "Lead 0007");
  await user.send("PATCH", `/api/leads/${other.id}`, { company: "Difference Engines" }, { headers: { "If-Match": `"${other.version}"` } });
  await dialog.getByRole("button", { name: `Change ${COUNT} rows` }).click();

  const report = page.getByRole("dialog", { name: `${COUNT - 1} of ${COUNT} done` });
  await report.waitFor();
  await ann.accessible();
  const lines = report.locator("tbody tr");
  assert.equal(await lines.count(), COUNT);
  const wrong = report.locator("tbody tr", { hasNotText: "Done" });
  assert.deepEqual((await wrong.allInnerTexts()).map((text) => text.split(/\s{2,}|\t/)[0].trim()), ["Lead 0007"]);
  assert.match(await wrong.innerText(), /changed it meanwhile/);
  const stored = await rows();
  assert.deepEqual(stored.filter(({ company }) => company !== "Analytical Engines").map(({ name, company }) => [name, company]), [["Lead 0007", "Difference Engines"]]);

  await report.getByRole("button", { name: "Done", exact: true }).click();
  await page.getByRole("button", { name: "Undo" }).click();
  await page.getByText("49 rows back as before.").waitFor();
  assert.deepEqual((await rows()).filter(({ company }) => company).map(({ name }) => name), ["Lead 0007"]);
});
