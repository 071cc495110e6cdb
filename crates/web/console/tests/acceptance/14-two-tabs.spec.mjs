import assert from "node:assert/strict";
import { acceptance } from "../support/browser.mjs";
import { newLead } from "../support/leads.mjs";

acceptance("14. Two tabs in two workspaces save in turn, and nothing crosses", async ({ signedIn }) => {
  const { visitor: ann, user } = await signedIn();
  const one = user.tenant;
  const two = await user.send("POST", "/api/tenants", { name: "Second", slug: `second-${one.slug.slice(-10)}` }, { expect: 201 });
  const tabs = [];
  for (const tenant of [one, two]) {
    const lead = await user.send("POST", "/api/leads", { name: `Of ${tenant.slug}` }, { tenant: tenant.id, expect: 201 });
    tabs.push({ tenant, lead, page: await ann.tab(`/t/${tenant.slug}/leads/${lead.id}`) });
  }
  for (const turn of [1, 2, 3]) {
    for (const { page, tenant } of tabs) {
      await page.getByRole("button", { name: "Edit" }).click();
      await page.getByLabel("Company").fill(`${tenant.slug} ${turn}`);
      await page.keyboard.press("Control+s");
      await page.getByRole("button", { name: "Edit" }).waitFor();
    }
  }
  for (const { tenant, lead } of tabs) {
    const { items } = await user.send("GET", "/api/leads", undefined, { tenant: tenant.id });
    assert.deepEqual(items.map(({ id, company }) => [id, company]), [[lead.id, `${tenant.slug} 3`]]);
  }
});

acceptance("15. The workspace gets another address elsewhere: the open tab saves to the same workspace", async ({ signedIn }) => {
  const { visitor: ann, user } = await signedIn();
  await user.verify();
  const { id } = await newLead(user);
  const page = await ann.open(`/t/${user.tenant.slug}/leads/${id}`);
  await page.getByRole("button", { name: "Edit" }).click();
  await page.getByLabel("Company").fill("Analytical Engines");
  const { version } = await user.send("GET", "/api/tenant");
  const slug = `renamed-${user.tenant.slug.slice(-10)}`;
  await user.send("PATCH", "/api/tenant", { slug }, { headers: { "If-Match": `"${version}"` } });
  await page.keyboard.press("Control+s");
  await page.getByRole("button", { name: "Edit" }).waitFor();
  assert.equal((await user.send("GET", `/api/leads/${id}`)).company, "Analytical Engines");
});
