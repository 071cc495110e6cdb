import assert from "node:assert/strict";
import { acceptance } from "../support/browser.mjs";
import { newLead } from "../support/leads.mjs";
import { PASSWORD } from "../support/server.mjs";

acceptance("25. A session that ends in mid-form: one signs in over the form, and it is saved", async ({ signedIn }) => {
  const { visitor: ann, user } = await signedIn();
  const { id } = await newLead(user);
  const page = await ann.open(`/t/${user.tenant.slug}/leads/${id}`);
  await page.getByRole("button", { name: "Edit" }).click();
  await page.getByLabel("Company").fill("Analytical Engines");
  await ann.context.clearCookies({ name: "session" });
  await page.keyboard.press("Control+s");
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await ann.accessible();
  await dialog.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.getByRole("button", { name: "Edit" }).waitFor();
  assert.equal((await user.send("GET", `/api/leads/${id}`)).company, "Analytical Engines");
});
