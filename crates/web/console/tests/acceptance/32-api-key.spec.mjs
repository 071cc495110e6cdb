import assert from "node:assert/strict";
import { acceptance } from "../support/browser.mjs";

acceptance("32. An API key is shown once, can be copied, and its dialog stays until it is closed", async ({ signedIn }) => {
  const { visitor: ann, user } = await signedIn();
  await user.verify();
  await ann.context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const page = await ann.open(`/t/${user.tenant.slug}/settings/api-keys`);
  await page.getByRole("button", { name: "Create key" }).first().click();
  await page.getByLabel("Name", { exact: true }).fill("Nightly import");
  await page.getByRole("checkbox", { name: "Read leads" }).check();
  await ann.accessible();
  await page.locator("form").getByRole("button", { name: "Create key" }).click();

  const dialog = page.getByRole("dialog", { name: "Copy the key now" });
  await dialog.waitFor();
  await ann.accessible();
  const key = await dialog.locator("code").innerText();
  await page.keyboard.press("Escape");
  await page.mouse.click(5, 5);
  assert.equal(await dialog.isVisible(), true, "it stays");
  await dialog.getByRole("button", { name: "Copy key" }).click();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), key);
  const leads = await fetch(`${process.env.BASE_URL}/api/leads`, { headers: { Authorization: `Bearer ${key}` } });
  assert.equal(leads.status, 200);

  await dialog.getByRole("button", { name: "I have kept it" }).click();
  await dialog.waitFor({ state: "hidden" });
  await page.reload();
  await page.getByText("Nightly import").first().waitFor();
  assert.ok(!(await page.content()).includes(key));
});
