/** The analytics: what they show is what the API answers. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { acceptance } from "../support/browser.mjs";
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
