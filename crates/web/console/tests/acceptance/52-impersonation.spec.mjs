import assert from "node:assert/strict";
import { acceptance } from "../support/browser.mjs";
import { newLead } from "../support/leads.mjs";

/** The screens made by hand, by their paths in a workspace. */
const SCREENS = ["", "analytics", "phones", "agents", "calls", "messages", "scheduled-calls", "campaigns", "conversations", "notifications",
  "notification-preferences", "push-subscriptions", "image-jobs", "posts", "universities", "courses", "favourites", "applications"];

/** What writes. */
const WRITES = /^(New|Add|Create|Edit|Delete|Send|Post|Start|Retry|Mark|Turn on|Follow|Apply|Deactivate|Activate)\b/;

acceptance("52. A platform admin who acts as a member and only reads sees each screen made by hand, and no control that writes", async ({ user, visitor }) => {
  const [owner, admin] = await Promise.all([user("owner"), user("root")]);
  await newLead(owner);
  await admin.becomePlatformAdmin();
  await admin.send("POST", "/admin/impersonations", { tenant: owner.tenant.id, user_id: owner.me.user.id, reason: "a look at what the owner sees" });
  const root = await visitor();
  await root.signInAs(admin);
  const refused = [];
  // Each screen is a new page here, so that streams of events begin faster than the server lets them.
  const isFast = (answer) => answer.status() === 429 && answer.url().endsWith("/api/events");
  root.context.on("response", (answer) => answer.status() >= 400 && !isFast(answer) && refused.push(`${answer.status()} ${new URL(answer.url()).pathname}`));
  const faults = [];
  for (const screen of SCREENS) {
    const page = await root.open(`/t/${owner.tenant.slug}/${screen}`);
    await page.getByRole("heading", { level: 1 }).first().waitFor();
    await page.locator(".shell-loading, .skeleton, [aria-busy=true]").first().waitFor({ state: "hidden" });
    const named = await page.locator("main").getByRole("button", { name: WRITES }).or(page.locator("main").getByRole("link", { name: WRITES })).allTextContents();
    if (named.length) faults.push(`${screen}: ${named}`);
  }
  assert.deepEqual(faults, []);
  assert.deepEqual(refused, []);
});
