/** The analytics and the overview: what they show is what the API answers. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { acceptance } from "../support/browser.mjs";
import { sql } from "../support/database.mjs";
import { newLead } from "../support/leads.mjs";
import { until } from "../support/server.mjs";
import { beyond } from "../support/width.mjs";
import { parse } from "../../resource/csv.js";

/** Leads of all statuses. */
async function furnished(user) {
  const statuses = ["new", "new", "new", "contacted", "contacted", "qualified", "won", "won", "lost"];
  for (const status of statuses) await newLead(user, { name: `A ${status} lead`, status });
}

/** The report of a kind as the screen asks for it. */
const report = (user, kind, query) => user.send("GET", `/api/analytics/${kind}?${new URLSearchParams(query)}`);

/** The rows of an open table, cell by cell. */
const cells = (table) => table.locator("tr").evaluateAll((rows) => rows.map((row) => [...row.children].map((cell) => cell.textContent)));

acceptance("44. Charts, tables and CSV of the analytics say what the API answers", async ({ signedIn }) => {
  const { visitor: ann, user } = await signedIn({ timezoneId: "Europe/Berlin" });
  await furnished(user);
  const page = await ann.open(`/t/${user.tenant.slug}/`);
  await page.getByRole("navigation").getByRole("link", { name: "Analytics" }).click();
  await ann.heading("Analytics");

  const query = Object.fromEntries(new URL(await until(() => page.evaluate(() =>
    performance.getEntriesByType("resource").map(({ name }) => name).find((name) => name.includes("/api/analytics/leads?from"))), "a report")).searchParams);
  assert.equal(query.timezone, "Europe/Berlin");
  const { total, buckets } = await report(user, "leads", query);
  assert.deepEqual([total.total, total.won, total.lost, buckets.length], [9, 2, 1, 30]);

  const figure = page.locator(".figure").filter({ hasText: "New leads" });
  await figure.getByText("0 before").waitFor();
  assert.equal(await figure.locator(".figure-number").innerText(), "9");
  assert.equal(await page.locator(".figure").filter({ hasText: "Win rate" }).locator(".figure-number").innerText(), "67%");

  const funnel = page.getByRole("figure", { name: "How far leads have come" });
  assert.match(await funnel.getByRole("img").getAttribute("aria-label"), /All new leads 9, Contacted or further 5, Qualified or further 3, Won 2$/);
  await funnel.getByText("Table:").click();
  assert.deepEqual(await cells(funnel.getByRole("table")), [
    ["Step", "Leads", "Share"], ["All new leads", "9", "100%"], ["Contacted or further", "5", "56%"], ["Qualified or further", "3", "33%"], ["Won", "2", "22%"],
  ]);

  const bars = page.getByRole("figure", { name: "New leads by present status" });
  assert.match(await bars.getByRole("img").getAttribute("aria-label"), /30 points from .* to .*New: 0 to 3, the highest at/);
  await bars.getByText("Table:").click();
  const rows = await cells(bars.getByRole("table"));
  assert.deepEqual(rows[0], ["Day", "New", "Contacted", "Qualified", "Won", "Lost"]);
  assert.equal(rows.length, 32);
  assert.deepEqual(rows.at(-1), ["Whole time", "3", "2", "1", "2", "1"]);
  assert.deepEqual(rows.slice(1, -1).map((row) => row.slice(1).map(Number)), buckets.map((one) => [one.new, one.contacted, one.qualified, one.won, one.lost]));

  const [download] = await Promise.all([page.waitForEvent("download"), bars.getByRole("button", { name: "Download CSV: New leads by present status" }).click()]);
  assert.match(download.suggestedFilename(), /^[a-z0-9-]+-leads-by-status-\d{4}-\d\d-\d\d-\d{4}-\d\d-\d\d\.csv$/);
  const [head, ...lines] = parse(readFileSync(await download.path(), "utf8").replace("\ufeff", ""), ",");
  assert.deepEqual(head, rows[0]);
  assert.deepEqual(lines, buckets.map((one) => [one.start, ...[one.new, one.contacted, one.qualified, one.won, one.lost].map(String)]));

  await bars.getByText("Table:").click();
  await page.getByRole("figure", { name: "Calls by outcome" }).getByText("Nothing to count in this time").waitFor();
  await ann.accessible();
  await page.setViewportSize({ width: 320, height: 740 });
  assert.deepEqual(await beyond(page), []);
});

acceptance("44. The time stands in the address: Back restores it, and what the API refuses stands beside its field", async ({ signedIn }) => {
  const { visitor: ann, user } = await signedIn({ timezoneId: "UTC" });
  const page = await ann.open(`/t/${user.tenant.slug}/analytics`);
  const usual = page.getByRole("navigation", { name: "Time" });
  const shown = async (days) => {
    await usual.locator("[aria-current]", { hasText: days }).waitFor();
    await page.getByRole("heading", { name: "Leads", exact: true }).waitFor();
  };
  await shown("30 days");
  let refusals = 0;
  await page.route("**/api/analytics/calls?*", (route) => {
    const isFirst = (refusals += 1) === 1;
    return isFirst ? route.fulfill({ status: 429, headers: { "retry-after": "1" }, json: { code: "too_many", title: "Too many requests" } }) : route.continue();
  });
  await page.reload();
  await page.getByText("Too many reports at once.").waitFor();
  await shown("30 days");
  await page.unrouteAll();
  await usual.getByRole("link", { name: "7 days" }).click();
  await shown("7 days");
  assert.equal(new URL(page.url()).search, "?range=7");

  await page.getByLabel("First day").fill("2026-03-01");
  await page.getByLabel("Last day").fill("2026-03-01");
  await page.getByLabel("Time zone").fill("berlin");
  await page.getByRole("option", { name: "Europe/Berlin" }).click();
  await page.getByRole("button", { name: "Show" }).click();
  await page.getByText("Mar 1, 2026 to Mar 1, 2026, by the clock of Europe/Berlin").waitFor();
  assert.deepEqual(Object.fromEntries(new URL(page.url()).searchParams), { from: "2026-03-01", to: "2026-03-01", timezone: "Europe/Berlin" });
  assert.equal(await page.getByLabel("Count by").evaluate((/** @type {HTMLSelectElement} */ one) => one.selectedOptions[0].textContent), "Hour");
  await page.goBack();
  await shown("7 days");
  await page.goForward();
  await usual.getByText("Own time").waitFor();

  await page.getByLabel("First day").fill("2025-01-01");
  await page.getByLabel("Count by").selectOption({ label: "Hour" });
  await page.getByRole("button", { name: "Show" }).click();
  await page.getByText("This makes more than 1,000 steps.").waitFor();
  assert.equal(await page.getByLabel("Count by").evaluate((one) => one === document.activeElement && one.getAttribute("aria-invalid")), "true");
  await ann.accessible();

  await ann.open(`/t/${user.tenant.slug}/analytics?from=2026-03-02&to=2026-03-01`);
  await page.getByText("Choose the first day or a later one.").waitFor();
  await ann.open(`/t/${user.tenant.slug}/analytics?timezone=Mars/Base`);
  await page.getByText("must be a time zone of the IANA").waitFor();
});

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
