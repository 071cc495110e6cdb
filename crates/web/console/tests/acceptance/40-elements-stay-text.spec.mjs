import assert from "node:assert/strict";
import { acceptance } from "../support/browser.mjs";

const HOSTILE = `<img src=x onerror="alert(1)"><svg onload=alert(1)>`;

acceptance("40. An `<img onerror>` in a row stays text in list, row, form and trash", async ({ signedIn }) => {
  const { visitor: ann, user } = await signedIn();
  const { id } = await user.send("POST", "/api/leads", { name: HOSTILE, company: HOSTILE, notes: HOSTILE, source: HOSTILE });
  const base = `/t/${user.tenant.slug}/leads`;
  const page = await ann.open(base);
  const text = page.getByText(HOSTILE).first();
  await text.waitFor();
  await ann.open(`${base}/${id}`);
  await text.waitFor();
  await page.getByRole("button", { name: "Edit" }).click();
  await page.getByLabel("Company").waitFor();
  assert.equal(await page.getByLabel("Company").inputValue(), HOSTILE);
  await user.send("DELETE", `/api/leads/${id}`);
  await ann.open(`${base}/trash`);
  await text.waitFor();
});
