/**
 * The pictures of docs/console.md: each that is named is there, and so is the screen that it shows. TOUR=1 takes them anew, of the
 * demo's data. A screen more is a line in `SCREENS`, and its picture in the document.
 */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { acceptance } from "../support/browser.mjs";
import { newLead } from "../support/leads.mjs";
import { Client, PATIENCE, until } from "../support/server.mjs";

const DOCS = join(import.meta.dirname, "../../../../../docs");
const TAKES = process.env.TOUR === "1";

/**
 * The screens: their picture `tour-….png`, path in the workspace and heading. `:first` stands for the first row of the list, whose
 * heading isn't asked about; but for leads there is one in the demo alone. `ready`: what the screen of the demo shows last; `top`:
 * what the picture begins with.
 * @type {{picture: string, path: string, heading?: string, ready?: string, top?: string}[]}
 */
const SCREENS = [
  { picture: "overview", path: "", heading: "Overview", ready: ".needs, .overview-columns p.muted" },
  { picture: "leads", path: "leads", heading: "Leads", ready: ".row-link" },
  { picture: "lead", path: "leads/:first", ready: ".history-change" },
  { picture: "import", path: "leads/import", heading: "Import" },
  { picture: "analytics", path: "analytics", heading: "Analytics", ready: ".change" },
  { picture: "funnel", path: "analytics", heading: "Analytics", ready: ".change", top: ".card:last-child" },
  { picture: "agents", path: "agents", heading: "Agents" },
  { picture: "call", path: "calls/:first" },
  { picture: "messages", path: "messages", heading: "Messages" },
  { picture: "campaign", path: "campaigns/:first" },
  { picture: "chat", path: "conversations/:first" },
  { picture: "images", path: "image-jobs", heading: "Images" },
  { picture: "feed", path: "posts", heading: "Posts" },
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
  await drawn(owner, slug);
  return { owner, slug };
}

/** Has the server draw a few images. */
async function drawn(owner, tenant) {
  const prompts = ["A harbour at dusk", "A library of glass", "A lighthouse on a cliff", "A red fox in deep snow"];
  for (const prompt of prompts) await owner.send("POST", "/api/image-jobs", { prompt }, { tenant });
  await until(async () => {
    const { items } = await owner.send("GET", "/api/image-jobs?status=succeeded", undefined, { tenant });
    return items.length === prompts.length;
  }, "the images of the tour");
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
  for (const { picture, path, heading, ready, top } of SCREENS) {
    const [list, first] = path.split("/:");
    const row = first && (await owner.send("GET", `/api/${list}?limit=1`, undefined, { tenant: slug })).items[0];
    if (first && !row && !TAKES) continue;
    const page = await ann.open(`/t/${slug}/${row ? `${list}/${row.id}` : path}`);
    await page.getByRole("heading", { level: 1, name: heading }).waitFor();
    await page.locator(".shell-loading, .skeleton, [aria-busy=true]").first().waitFor({ state: "hidden" });
    if (ready) await page.locator(ready).first().waitFor();
    if (top) await page.locator(top).evaluate((one) => one.scrollIntoView({ block: "start" }));
    if (!TAKES) continue;
    // Icons and images are drawn when they have come.
    await pause(1000);
    await page.screenshot({ path: fileOf(picture), animations: "disabled", caret: "hide" });
  }
}, (TAKES ? 10 : 4) * PATIENCE);
