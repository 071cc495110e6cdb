import assert from "node:assert/strict";
import { acceptance } from "../support/browser.mjs";
import { Client, mailTo, newEmail, PASSWORD, tokenOf } from "../support/server.mjs";

/** A visitor in whose browser a platform admin is signed in. */
async function admins({ visitor, user }) {
  const admin = await user("admin");
  await admin.becomePlatformAdmin();
  const one = await visitor();
  await one.signInAs(admin);
  return one;
}

acceptance("36. A platform admin onboards a tenant, limits, suspends, resumes, closes and restores it", async (stage) => {
  const ann = await admins(stage);
  const slug = `onboarded-${Date.now().toString(36)}`;
  const owner = newEmail("owner");
  const page = await ann.open("/platform/tenants");
  await ann.accessible();
  await page.getByRole("link", { name: "Onboard tenant" }).click();
  await page.getByLabel("Name", { exact: true }).fill("Onboarded");
  await page.getByLabel("Address", { exact: true }).fill(slug);
  await page.getByLabel("Owner’s e-mail").fill(owner);
  await ann.accessible();
  await page.getByRole("button", { name: "Create and invite" }).click();
  await ann.heading("Onboarded");
  await page.getByText("Sent; not accepted yet").waitFor();

  const client = new Client();
  client.email = owner;
  client.me = await client.send("POST", "/auth/invitations/accept", { token: tokenOf(await mailTo(owner, "/accept-invitation")), password: PASSWORD });
  const { memberships } = await client.send("GET", "/auth/me");
  client.me = { tenant: memberships.map((one) => one.tenant ?? one).find((one) => one.slug === slug) };
  assert.equal((await client.send("GET", "/api/tenant")).slug, slug);
  await page.reload();
  await page.getByText("Accepted").waitFor();

  await page.getByLabel("Rows").fill("1");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Saved").first().waitFor();
  await client.send("POST", "/api/leads", { name: "First" }, { expect: 201 });
  await client.send("POST", "/api/leads", { name: "Second" }, { expect: 403 });

  await page.getByLabel("Reason").fill("An invoice is open");
  await page.getByRole("button", { name: "Suspend" }).click();
  await page.getByText("Suspended: An invoice is open").waitFor();
  await ann.accessible();
  await client.send("GET", "/api/leads", undefined, { expect: 403 });
  await page.getByRole("button", { name: "Resume" }).click();
  await page.getByRole("button", { name: "Suspend" }).waitFor();
  await client.send("GET", "/api/leads", undefined, { expect: 200 });

  await page.getByRole("button", { name: "Close tenant" }).click();
  const sure = page.getByRole("dialog", { name: "Close Onboarded?" });
  await sure.getByRole("textbox").fill(slug);
  await sure.getByRole("button", { name: "Close tenant" }).click();
  await page.getByRole("button", { name: "Restore" }).waitFor();
  await client.send("GET", "/api/leads", undefined, { expect: 404 });
  await page.getByRole("button", { name: "Restore" }).click();
  await page.getByRole("button", { name: "Close tenant" }).waitFor();
  await client.send("GET", "/api/leads", undefined, { expect: 200 });
});

acceptance("36. A platform admin acts as a member: a banner stands on every screen, and its end leads back", async (stage) => {
  const ann = await admins(stage);
  const ben = await stage.user("ben");
  await ben.verify();
  const page = await ann.open("/platform/users");
  await page.getByRole("searchbox").fill(ben.email);
  const row = page.getByRole("row").filter({ hasText: ben.email });
  await row.getByRole("button", { name: /^Act as/ }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("combobox", { name: "Tenant" }).fill(ben.tenant.slug);
  await dialog.getByRole("option").first().click();
  await dialog.getByLabel("Reason").fill("Ticket 4711: a list is empty");
  await ann.accessible();
  await dialog.getByRole("button", { name: "Start" }).click();
  const banner = page.getByRole("complementary", { name: "Impersonation" });
  for (const rest of ["", "/leads", "/settings/general", "/settings/audit"]) {
    if (rest) await page.goto(`/t/${ben.tenant.slug}${rest}`);
    await banner.waitFor();
    assert.match(await banner.innerText(), /You act as .*reading only/s);
  }
  await page.goto(`/t/${ben.tenant.slug}/leads`);
  await banner.waitFor();
  assert.equal(await page.getByRole("link", { name: "New lead" }).count(), 0, "reading only");
  await ann.accessible();
  await banner.getByRole("button", { name: "Stop acting" }).click();
  await banner.waitFor({ state: "detached" });
  assert.equal(await page.evaluate(async () => (await (await fetch("/auth/me")).json()).platform_admin), true);
  assert.match((await mailTo(ben.email, "Ticket 4711")).text, /Ticket 4711/);
});

acceptance("36. Jobs that failed are shown by tenant, each with its error and the command that has it tried again", async (stage) => {
  const ann = await admins(stage);
  const { tenant } = await stage.user("ben");
  const at = new Date().toISOString();
  const job = (id) => ({ id: `0197a3c2-7d50-7000-8000-00000000000${id}`, kind: "generate_image", tenant_id: tenant.id, state: "failed", delivery: "at_least_once",
    attempts: 3, max_tries: 3, last_error: "the generator is out of reach", created_at: at, due_at: at, lease_until: null, finished_at: at });
  await ann.context.route(/\/admin\/jobs\?/, (route) => route.fulfill({
    json: { items: new URL(route.request().url()).searchParams.get("state") === "failed" ? [job(1), job(2)] : [], next_cursor: null } }));
  const page = await ann.open("/platform/health");
  const line = page.getByRole("row").filter({ hasText: "generate_image" });
  await line.getByText("the generator is out of reach").waitFor();
  assert.equal(await line.getByRole("link", { name: tenant.name }).getAttribute("href"), `/platform/tenants/${tenant.id}`);
  await ann.accessible();
  await line.getByRole("link", { name: "2 failed" }).click();
  await ann.heading("Jobs");
  await page.getByRole("button", { name: "Details of generate_image" }).first().click();
  await page.getByRole("dialog").getByText(`bulkhead jobs retry ${job(1).id}`).waitFor();
  await ann.accessible(["light"]);
  await page.keyboard.press("Escape");
  await page.getByRole("row").filter({ hasText: tenant.name }).first().waitFor();
});
