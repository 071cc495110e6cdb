import assert from "node:assert/strict";
import { acceptance } from "../support/browser.mjs";
import { newLead } from "../support/leads.mjs";

acceptance("26. Who leaves a form that was changed is asked, and Cancel keeps all of it", async ({ signedIn }) => {
  const { visitor: ann, user } = await signedIn();
  const { id } = await newLead(user);
  const place = `/t/${user.tenant.slug}/leads/${id}`;
  const page = await ann.open(place);
  await page.getByRole("button", { name: "Edit" }).click();
  const company = page.getByLabel("Company");
  await company.fill("Analytical Engines");
  const question = page.getByRole("dialog", { name: "Discard your changes?" });

  await page.getByRole("link", { name: "Leads" }).first().click();
  await question.waitFor();
  await ann.accessible();
  await question.getByRole("button", { name: "Cancel" }).click();
  await question.waitFor({ state: "hidden" });
  assert.equal(await company.inputValue(), "Analytical Engines");
  assert.equal(new URL(page.url()).pathname, place);

  await page.keyboard.press("Control+s");
  await page.getByRole("button", { name: "Edit" }).waitFor();
  assert.equal((await user.send("GET", `/api/leads/${id}`)).company, "Analytical Engines");
});
