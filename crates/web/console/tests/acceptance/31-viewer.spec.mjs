import assert from "node:assert/strict";
import { acceptance } from "../support/browser.mjs";
import { newLead } from "../support/leads.mjs";

const WRITING = /^(New|Import|Edit|Delete|Restore|Create|Save|Select all)\b/;

acceptance("31. A viewer sees no control that writes, and the API refuses one that writes by hand", async ({ visitor, user }) => {
  const owner = await user();
  const { id } = await newLead(owner);
  const viewer = await owner.invite("viewer");
  const eve = await visitor();
  await eve.signInAs(viewer);
  const base = `/t/${owner.tenant.slug}/leads`;
  for (const path of [base, `${base}/${id}`]) {
    const page = await eve.open(path);
    await page.getByText("Ada Lovelace").first().waitFor();
    const main = page.getByRole("main");
    for (const role of /** @type {const} */ (["button", "link", "checkbox"])) {
      assert.deepEqual(await main.getByRole(role, { name: WRITING }).allInnerTexts(), [], `${role} at ${path}`);
    }
    await eve.accessible();
  }
  await eve.open(`${base}/new`);
  await eve.page.getByRole("heading", { level: 1 }).waitFor();
  assert.equal(await eve.page.getByRole("main").getByRole("textbox").count(), 0, "a form is shown");

  const tenant = owner.tenant.id;
  await viewer.send("POST", "/api/leads", { name: "Eve" }, { tenant, expect: 403 });
  await viewer.send("PATCH", `/api/leads/${id}`, { name: "Eve" }, { tenant, expect: 403 });
  await viewer.send("DELETE", `/api/leads/${id}`, undefined, { tenant, expect: 403 });
});
