import assert from "node:assert/strict";
import { acceptance } from "../support/browser.mjs";
import { newLead } from "../support/leads.mjs";
import { until } from "../support/server.mjs";

const heads = (page) => page.getByRole("columnheader").evaluateAll((all) => all.map((one) => one.textContent.trim()).filter(Boolean));
const has = (page, name, yes) => until(async () => (await heads(page)).includes(name) === yes, `${yes ? "" : "no "}${name}`);
const height = async (page) => (await page.getByRole("row").nth(1).boundingBox()).height;

acceptance("51. Chosen columns and density survive a reload and another browser, and are reset", async ({ signedIn, visitor }) => {
  const { visitor: ann, user } = await signedIn();
  await newLead(user);
  const path = `/t/${user.tenant.slug}/leads`;
  const page = await ann.open(path);
  await page.getByRole("link", { name: "Ada Lovelace" }).waitFor();
  const [first, tall] = [await heads(page), await height(page)];

  // By keyboard alone: opened, chosen, closed; the focus is back at the button.
  const button = page.getByRole("button", { name: "Display" });
  await button.focus();
  await page.keyboard.press("Enter");
  const choices = page.getByRole("dialog", { name: "How the list is shown" });
  await choices.getByRole("radio", { name: "Comfortable" }).waitFor();
  assert.equal(await choices.getByRole("checkbox", { name: "Name" }).isDisabled(), true, "the title stays");
  await ann.accessible();
  await page.keyboard.press("ArrowDown");
  await until(async () => (await height(page)) < tall, "closer rows");
  for (let at = 0; at < 20 && !(await choices.getByRole("checkbox", { name: "Status" }).evaluate((box) => box === document.activeElement)); at += 1) {
    await page.keyboard.press("Tab");
  }
  await page.keyboard.press("Space");
  await has(page, "Status", false);
  await choices.getByRole("checkbox", { name: "Company" }).check();
  await has(page, "Company", true);
  const chosen = first.filter((name) => name !== "Status" && name !== "Company");
  assert.deepEqual((await heads(page)).filter((name) => chosen.includes(name)), chosen, "the order stays");
  await page.keyboard.press("Escape");
  await choices.waitFor({ state: "hidden" });
  assert.equal(await button.evaluate((one) => one === document.activeElement), true);
  const kept = await heads(page);
  const stored = await until(async () => {
    const { columns, density } = await user.send("GET", "/auth/preferences");
    return columns?.leads?.includes("company") && density;
  }, "the choice at the server");
  assert.equal(stored, "compact");

  await page.reload();
  await page.getByRole("link", { name: "Ada Lovelace" }).waitFor();
  await has(page, "Status", false);
  assert.deepEqual(await heads(page), kept);
  const other = await visitor();
  await other.signInAs(user);
  const there = await other.open(path);
  await there.getByRole("link", { name: "Ada Lovelace" }).waitFor();
  await has(there, "Company", true);
  assert.deepEqual(await heads(there), kept);
  assert.ok((await height(there)) < tall);

  await there.getByRole("button", { name: "Display" }).click();
  await there.getByRole("button", { name: "Reset to default" }).click();
  await has(there, "Status", true);
  assert.deepEqual(await heads(there), first);
  await until(async () => !(await user.send("GET", "/auth/preferences")).columns?.leads, "the reset at the server");
  await page.reload();
  await page.getByRole("link", { name: "Ada Lovelace" }).waitFor();
  assert.deepEqual(await heads(page), first);
  assert.equal(await height(page), tall);
});
