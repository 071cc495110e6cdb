/** What needs a person now on the overview, and what a tenant uses of its plan. */
import assert from "node:assert/strict";
import { acceptance } from "../support/browser.mjs";
import { sql } from "../support/database.mjs";
import { beyond } from "../support/width.mjs";

acceptance("44. The overview says what needs a person, as far as each may see it, and links to the lists", async ({ signedIn, visitor }) => {
  const { visitor: ann, user } = await signedIn();
  const home = `/t/${user.tenant.slug}/`;
  await ann.open(home);
  await ann.page.getByText("Nothing failed, is in doubt or is overdue.").waitFor();

  const campaign = (name) => user.send("POST", "/api/campaigns", { name, channel: "email", subject: "Hello", body: "Hello", audience: ["all"] });
  for (const name of ["A", "B", "C", "D", "E", "F", "Held by the system", "Held by a person"]) await campaign(name);
  const set = (table, what, which) => sql(`update app.${table} set ${what} where tenant_id = '${user.tenant.id}' and ${which}`);
  set("campaigns", "status = 'failed', error_code = 'no_recipients'", "length(name) = 1");
  set("campaigns", "status = 'paused', error_code = 'restored'", "name = 'Held by the system'");
  set("campaigns", "status = 'paused'", "name = 'Held by a person'");
  await user.send("POST", "/api/webhooks", { url: `http://${process.env.RECEIVER_ADDR}/hook`, events: ["lead.created"] });
  set("webhooks", "status = 'paused'", "true");

  /** What the card says, and where it leads. */
  const needs = async (one) => {
    const card = one.page.getByRole("region", { name: "Needs a person now" });
    await card.getByRole("link").first().waitFor();
    return card.getByRole("link").evaluateAll((links) => links.map((link) => [link.textContent, link.getAttribute("href")]));
  };
  await ann.open(home);
  assert.deepEqual(await needs(ann), [
    ["1 campaign was paused by the system", `${home}campaigns?status=paused`],
    ["5+ campaigns failed", `${home}campaigns?status=failed`],
    ["1 webhook is paused", `${home}webhooks?status=paused`],
  ]);
  await ann.accessible();
  await ann.page.setViewportSize({ width: 320, height: 740 });
  assert.deepEqual(await beyond(ann.page), []);
  await ann.page.getByRole("link", { name: "1 campaign was paused by the system" }).click();
  await ann.heading("Campaigns");
  await ann.page.getByText("Held by the system").first().waitFor();

  const viewer = await visitor();
  await viewer.signInAs(await user.invite("viewer"));
  await viewer.open(home);
  assert.deepEqual((await needs(viewer)).map(([text]) => text), ["1 campaign was paused by the system", "5+ campaigns failed"]);
});

acceptance("44. A platform admin sees how much of the members' bound a tenant uses", async ({ signedIn }) => {
  const { visitor: ann, user } = await signedIn();
  await user.becomePlatformAdmin();
  await ann.signInAs(user);
  const path = `/admin/tenants/${user.tenant.id}`;
  const limit = async (most) => {
    const { version } = await user.send("GET", path);
    await user.send("PATCH", path, { member_quota: most }, { headers: { "If-Match": `"${version}"`, "Content-Type": "application/merge-patch+json" } });
    await ann.open(`/platform/tenants/${user.tenant.id}`);
  };
  await limit(4);
  const meter = ann.page.getByRole("meter", { name: "Members" });
  await meter.waitFor();
  await ann.page.getByText("1 of 4 (25%), room for 3 more").waitFor();
  assert.deepEqual([await meter.getAttribute("aria-valuenow"), await meter.getAttribute("aria-valuemax")], ["1", "4"]);
  await ann.accessible();
  await limit(1);
  await ann.page.getByText("1 of 1: full").waitFor();
});
