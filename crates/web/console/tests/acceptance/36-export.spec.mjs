import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { acceptance } from "../support/browser.mjs";
import { newLead } from "../support/leads.mjs";
import { until } from "../support/server.mjs";

/** The lists that one may export, by the description. */
async function exported(user) {
  const { paths } = await user.send("GET", "/openapi.json");
  const lists = Object.keys(paths).flatMap((path) => /^\/api\/([a-z-]+)\/export$/.exec(path)?.[1] ?? []);
  assert.ok(lists.includes("leads") && lists.includes("contacts"), lists.join());
  return lists.sort();
}

/**
 * Downloads all that the page offers at once: the rows of each list by its plural.
 * @param {import("playwright-core").Page} page
 * @param {string} slug
 * @param {string[]} lists
 */
async function downloadAll(page, slug, lists) {
  /** @type {import("playwright-core").Download[]} */
  const downloads = [];
  page.on("download", (download) => downloads.push(download));
  await page.getByRole("button", { name: "Download all as NDJSON" }).click();
  await page.getByText(`${lists.length} files downloaded`).waitFor();
  await until(() => downloads.length === lists.length, "a download of each list");
  const files = await Promise.all(downloads.map(async (download) => {
    const lines = readFileSync(await download.path(), "utf8").split("\n").filter(Boolean);
    return [download.suggestedFilename(), lines.map((line) => JSON.parse(line))];
  }));
  assert.deepEqual(files.map(([name]) => name).sort(), lists.map((list) => `${slug}-${list}.ndjson`));
  return Object.fromEntries(lists.map((list) => [list, files.find(([name]) => name === `${slug}-${list}.ndjson`)[1]]));
}

/** Gives a tenant rows in two lists. */
async function fill(user) {
  await newLead(user, { name: "Ada Lovelace", notes: "Two\nlines" });
  await newLead(user, { name: "Grace Hopper" });
  await user.send("POST", "/api/contacts", { name: "Zoë Ångström", email: "zoe@example.com" }, { expect: 201 });
}

/** Fails where an export isn't what `fill` made. */
function assertFilled(rows) {
  assert.deepEqual(rows.leads.map(({ name, notes }) => [name, notes ?? null]).sort(), [["Ada Lovelace", "Two\nlines"], ["Grace Hopper", null]]);
  assert.deepEqual(rows.contacts.map(({ name, email }) => [name, email]), [["Zoë Ångström", "zoe@example.com"]]);
}

acceptance("36. An owner downloads all lists of the tenant, and no row of another", async ({ signedIn, user }) => {
  const { visitor: ann, user: owner } = await signedIn();
  await fill(owner);
  await newLead(await user("ben"), { name: "Of another tenant" });
  const page = await ann.open(`/t/${owner.tenant.slug}/settings/danger`);
  assertFilled(await downloadAll(page, owner.tenant.slug, await exported(owner)));
});

acceptance("36. A platform admin who acts as the owner downloads all lists of the tenant", async ({ visitor, user }) => {
  const [ann, admin, owner] = await Promise.all([visitor(), user("admin"), user("owner")]);
  await Promise.all([admin.becomePlatformAdmin(), owner.verify(), fill(owner)]);
  await ann.signInAs(admin);
  const page = await ann.open("/platform/users");
  await page.getByRole("searchbox").fill(owner.email);
  await page.getByRole("row").filter({ hasText: owner.email }).getByRole("button", { name: /^Act as/ }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("combobox", { name: "Tenant" }).fill(owner.tenant.slug);
  await dialog.getByRole("option").first().click();
  await dialog.getByLabel("Reason").fill("Ticket 4712: a copy of the data");
  await dialog.getByRole("button", { name: "Start" }).click();
  await page.getByRole("complementary", { name: "Impersonation" }).waitFor();
  await ann.open(`/t/${owner.tenant.slug}/settings/danger`);
  assertFilled(await downloadAll(page, owner.tenant.slug, await exported(owner)));
});
