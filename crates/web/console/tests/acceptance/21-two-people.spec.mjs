import assert from "node:assert/strict";
import { acceptance } from "../support/browser.mjs";
import { newLead } from "../support/leads.mjs";

/** Two people with the same row in their forms. */
async function two({ signedIn, visitor }) {
  const { visitor: ann, user } = await signedIn();
  const { id } = await newLead(user, { company: "Babbage", source: "fair" });
  const ben = await visitor();
  await ben.signInAs(user);
  for (const one of [ann, ben]) {
    await one.open(`/t/${user.tenant.slug}/leads/${id}`);
    await one.page.getByRole("button", { name: "Edit" }).click();
    await one.page.getByLabel("Company").waitFor();
  }
  return { ann, ben, stored: () => user.send("GET", `/api/leads/${id}`) };
}

async function save({ page }, fields) {
  for (const [label, value] of Object.entries(fields)) await page.getByLabel(label).fill(value);
  await page.keyboard.press("Control+s");
}

const saved = ({ page }) => page.getByRole("button", { name: "Edit" }).waitFor();

acceptance("21. Two people change different fields: both changes stay, and none of them is asked", async (stage) => {
  const { ann, ben, stored } = await two(stage);
  await save(ann, { Company: "Engines" });
  await saved(ann);
  await save(ben, { Source: "letter" });
  await saved(ben);
  const { company, source } = await stored();
  assert.deepEqual({ company, source }, { company: "Engines", source: "letter" });
});

for (const [choice, company] of [["Mine", "Ben's"], ["Theirs", "Ann's"]]) {
  acceptance(`22. Two people change one field: both values are shown, and the choice "${choice}" wins`, async (stage) => {
    const { ann, ben, stored } = await two(stage);
    await save(ann, { Company: "Ann's", Source: "web" });
    await saved(ann);
    await save(ben, { Company: "Ben's" });
    const dialog = ben.page.getByRole("dialog");
    await dialog.getByRole("heading", { name: "Changed by two people" }).waitFor();
    for (const value of ["Ann's", "Ben's", "Babbage"]) await dialog.getByText(value).first().waitFor();
    await ben.accessible();
    await dialog.getByRole("radio", { name: new RegExp(`^${choice}`) }).first().check();
    await dialog.getByRole("button", { name: "Save the choice" }).click();
    await saved(ben);
    const row = await stored();
    assert.deepEqual([row.company, row.source], [company, "web"]);
  });
}
