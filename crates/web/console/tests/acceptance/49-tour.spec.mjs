/**
 * The pictures of docs/console.md: each that is named is there, and so is the screen that it shows. TOUR=1 takes them anew, of the
 * demo's data. A screen more is a line in `SCREENS`, and its picture in the document.
 */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { acceptance } from "../support/browser.mjs";
import { newLead } from "../support/leads.mjs";
import { Client, PATIENCE } from "../support/server.mjs";

const DOCS = join(import.meta.dirname, "../../../../../docs");
const TAKES = process.env.TOUR === "1";

/**
 * The screens: their picture `tour-….png`, path in the workspace and heading. `:first` stands for the first row of the list; its
 * heading is its name. `ready`: what the screen shows last; `top`: what the picture begins with.
 * @type {{picture: string, path: string, heading?: string, ready?: string, top?: string}[]}
 */
const SCREENS = [
  { picture: "overview", path: "", heading: "Overview", ready: ".needs, .overview-columns p.muted" },
  { picture: "leads", path: "leads", heading: "Leads", ready: ".row-link" },
  { picture: "lead", path: "leads/:first", ready: ".history-change" },
  { picture: "import", path: "leads/import", heading: "Import" },
  { picture: "analytics", path: "analytics", heading: "Analytics", ready: ".change" },
  { picture: "funnel", path: "analytics", heading: "Analytics", ready: ".change", top: ".card:last-child" },
  { picture: "campaigns", path: "campaigns", heading: "Campaigns" },
  { picture: "members", path: "settings/members", heading: "Members" },
  { picture: "audit", path: "settings/audit", heading: "Audit log" },
];

const fileOf = (picture) => join(DOCS, `images/tour-${picture}.png`);

/** The owner of the demo's workspace, and its slug. */
async function demo() {
  const said = execFileSync(process.env.PROGRAM, ["demo"], { encoding: "utf8" });
  const [, slug] = /under the slug (\S+)/.exec(said);
  const [, password] = /^Password\s+(\S+)/m.exec(said);
  const [, email] = /^(\S+@\S+)\s+owner/m.exec(said);
  const owner = new Client();
  owner.me = await owner.send("POST", "/auth/login", { email, password });
  await owner.send("PUT", "/auth/preferences", { welcomed: true });
  return { owner, slug };
}

/** A user of one's own with a lead: enough for each screen to be there. */
async function own() {
  const owner = await Client.register();
  await newLead(owner);
  return { owner, slug: owner.tenant.slug };
}

test("49. Each picture of the tour is named once by docs/console.md, and is there", () => {
  const named = [...readFileSync(join(DOCS, "console.md"), "utf8").matchAll(/\(images\/tour-([\w-]+)\.png\)/g)].map(([, picture]) => picture);
  assert.deepEqual(named, SCREENS.map(({ picture }) => picture));
  if (!TAKES) assert.deepEqual(named.filter((picture) => !existsSync(fileOf(picture))), []);
});

acceptance("49. Each screen of the tour is there", async ({ visitor }) => {
  const { owner, slug } = TAKES ? await demo() : await own();
  const ann = await visitor({ viewport: { width: 1280, height: 800 }, colorScheme: "light", locale: "en-GB", timezoneId: "UTC" });
  await ann.signInAs(owner);
  const { items: [lead] } = await owner.send("GET", "/api/leads?limit=1", undefined, { tenant: slug });
  for (const { picture, path, heading = lead.name, ready, top } of SCREENS) {
    const page = await ann.open(`/t/${slug}/${path.replace(":first", lead.id)}`);
    await page.getByRole("heading", { level: 1, name: heading }).waitFor();
    await page.locator(".shell-loading, .skeleton, [aria-busy=true]").first().waitFor({ state: "hidden" });
    if (ready) await page.locator(ready).first().waitFor();
    if (top) await page.locator(top).evaluate((one) => one.scrollIntoView({ block: "start" }));
    if (TAKES) await page.screenshot({ path: fileOf(picture), animations: "disabled", caret: "hide" });
  }
}, (TAKES ? 10 : 4) * PATIENCE);
