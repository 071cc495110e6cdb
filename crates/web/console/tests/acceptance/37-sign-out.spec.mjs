import assert from "node:assert/strict";
import { acceptance } from "../support/browser.mjs";
import { newLead } from "../support/leads.mjs";
import { until } from "../support/server.mjs";

acceptance("37. After a sign-out the other tabs leave, Back shows nothing, and nothing is stored", async ({ signedIn }) => {
  const { visitor: ann, user } = await signedIn();
  await newLead(user);
  const other = await ann.tab(`/t/${user.tenant.slug}/leads`);
  await other.getByRole("link", { name: "Ada Lovelace" }).waitFor();
  const page = await ann.open(`/t/${user.tenant.slug}/leads`);
  await page.getByRole("link", { name: "Ada Lovelace" }).click();
  await ann.heading("Ada Lovelace");
  await page.getByRole("button", { name: "ann" }).last().click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  for (const tab of [page, other]) {
    await tab.getByRole("heading", { level: 1, name: "Sign in" }).waitFor();
    assert.ok(!(await tab.content()).includes("Lovelace"));
  }
  await page.goBack();
  await until(async () => /sign-in/.test(page.url()) && (await page.getByRole("heading", { level: 1, name: "Sign in" }).isVisible()), "Back leads to the sign-in");
  assert.ok(!(await page.content()).includes("Lovelace"));
  assert.equal((await fetch(`${process.env.BASE_URL}/auth/me`, { headers: { Cookie: [...user.cookies].map((pair) => pair.join("=")).join("; ") } })).status, 401);
  const kept = await page.evaluate(async () => [localStorage.length, sessionStorage.length, (await indexedDB.databases()).length, document.cookie]);
  assert.deepEqual(kept, [0, 0, 0, ""]);
});
