import assert from "node:assert/strict";
import { acceptance } from "../support/browser.mjs";
import { sql } from "../support/database.mjs";
import { until } from "../support/server.mjs";
import { beyond } from "../support/width.mjs";

/** A university with a course, in the catalogue that all tenants read. */
function catalogue(name) {
  const id = sql(`insert into app.universities (id, name, country) values (tenancy.uuid_v7(), 'University of ${name}', 'Italy') returning id`);
  sql(`insert into app.courses (id, name, university_id, level) values (tenancy.uuid_v7(), 'Astronomy of ${name}', '${id}', 'bachelor')`);
  return { university: `University of ${name}`, course: `Astronomy of ${name}` };
}

acceptance("48. What one posts is in the feed of who follows, live; it is changed, deleted and back", async ({ visitor, user }) => {
  const owner = await user();
  const guest = await owner.invite("member", "ben");
  await owner.send("PATCH", "/auth/me", { name: "Ann" });
  await guest.send("PATCH", "/auth/me", { name: "Ben" });
  const [ann, ben] = [await visitor(), await visitor()];
  await ann.signInAs(owner);
  await ben.signInAs(guest);
  const path = `/t/${owner.tenant.slug}/posts`;
  await ben.open(path);
  await ben.page.getByText("Nothing in your feed yet").waitFor();
  await ben.page.getByRole("button", { name: "Follow Ann" }).click();
  await ben.page.getByRole("button", { name: "Stop following Ann" }).waitFor();
  await ben.accessible();

  const page = await ann.open(path);
  await page.getByLabel("New post").fill("We have <b>ten</b> customers");
  await page.keyboard.press("Control+Enter");
  const post = (one, text) => one.page.getByRole("article").filter({ hasText: text });
  await post(ann, "We have <b>ten</b> customers").waitFor();
  assert.equal(await page.getByLabel("New post").inputValue(), "");

  // At the other one it waits until it is asked for.
  await ben.page.getByRole("button", { name: "1 new" }).click();
  await post(ben, "We have <b>ten</b> customers").waitFor();
  await post(ann, "ten").getByRole("button", { name: "Acts on the post of Ann" }).click();
  await page.getByRole("menuitem", { name: "Edit" }).click();
  await page.getByRole("textbox", { name: "Body" }).fill("We have eleven customers");
  await page.getByRole("button", { name: "Save" }).click();
  await post(ben, "We have eleven customers").getByText("edited").waitFor();
  assert.equal(await post(ben, "eleven").getByRole("button", { name: /^Acts/ }).count(), 0, "another's post may be changed");

  await post(ann, "eleven").getByRole("button", { name: "Acts on the post of Ann" }).click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await post(ben, "eleven").waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Undo" }).click();
  await post(ann, "eleven").waitFor();
  await ann.accessible();

  await ben.page.getByRole("button", { name: "Stop following Ann" }).first().click();
  await until(async () => (await guest.send("GET", "/api/follows", undefined, { tenant: owner.tenant.id })).items.length === 0, "no follow");
  await ben.open(`${path}?of=all`);
  await post(ben, "eleven").waitFor();
});

acceptance("48. A star is set at once, in both tabs, and comes back where the server refuses", async ({ signedIn }) => {
  const { visitor: ann, user } = await signedIn();
  const { course, university } = catalogue(user.tenant.slug);
  const path = `/t/${user.tenant.slug}/courses?q=${encodeURIComponent(course)}`;
  const page = await ann.open(path);
  const other = await ann.tab(path);
  const add = { name: `Add ${course} to favourites` };
  const remove = { name: `Remove ${course} from favourites` };
  await other.getByRole("button", add).waitFor();
  await page.getByRole("button", add).click();
  await page.getByRole("button", remove).waitFor();
  await other.getByRole("button", remove).waitFor();
  await page.getByRole("link", { name: "Favourites" }).last().click();
  await page.getByRole("link", { name: course }).waitFor();
  await other.getByRole("button", remove).click();
  await page.getByRole("button", add).waitFor();
  // A page behind another one draws a frame a second.
  await other.close();
  await page.bringToFront();

  await ann.context.route("**/api/favourites", (route) => (route.request().method() === "POST"
    ? route.fulfill({ status: 409, contentType: "application/problem+json", body: JSON.stringify({ title: "Conflict", status: 409, code: "conflict", detail: "Not now." }) })
    : route.continue()));
  await page.getByRole("button", add).click();
  await page.getByText("Not now.").waitFor();
  await page.getByRole("button", add).waitFor();
  await ann.accessible();

  await ann.open(`/t/${user.tenant.slug}/universities?q=${encodeURIComponent(university)}`);
  await page.getByRole("link", { name: university }).click();
  await page.getByRole("link", { name: course }).waitFor();
  await ann.accessible();
});

acceptance("48. From a course one applies, as a draft or at once, and withdraws", async ({ signedIn }) => {
  const { visitor: ann, user } = await signedIn();
  const { course } = catalogue(user.tenant.slug);
  const page = await ann.open(`/t/${user.tenant.slug}/courses?q=${encodeURIComponent(course)}`);
  await page.getByRole("button", { name: `Apply for ${course}` }).click();
  const dialog = page.getByRole("dialog", { name: `Apply for ${course}` });
  await dialog.getByLabel("Note").fill("I would begin in autumn");
  await ann.accessible(["light"]);
  await dialog.getByRole("button", { name: "Submit application" }).click();
  await page.getByRole("link", { name: `Applied: application for ${course}` }).waitFor();
  assert.deepEqual((await user.send("GET", "/api/applications")).items.map(({ note, status }) => [note, status]), [["I would begin in autumn", "submitted"]]);

  await ann.open(`/t/${user.tenant.slug}/applications`);
  const row = page.getByRole("row").filter({ hasText: course });
  await row.getByText("Submitted").waitFor();
  await ann.accessible();
  await row.getByRole("button", { name: "Withdraw" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Withdraw" }).click();
  await row.getByText("Withdrawn").waitFor();
  assert.equal(await row.getByRole("button").count(), 0);
});

acceptance("48. A viewer reads the feed and the catalogue, and sees no control that writes", async ({ visitor, user }) => {
  const owner = await user();
  const viewer = await owner.invite("viewer");
  const { course } = catalogue(owner.tenant.slug);
  await owner.send("POST", "/api/posts", { body: "Hello all" });
  const eve = await visitor({ viewport: { width: 360, height: 800 } });
  await eve.signInAs(viewer);
  const base = `/t/${owner.tenant.slug}`;
  const writing = /^(New|Post$|Follow |Stop|Add|Remove|Apply|Acts|Edit|Delete|Trash|(Submit|Withdraw)$)/;
  for (const [path, text] of [["/posts?of=all", "Hello all"], [`/courses?q=${encodeURIComponent(course)}`, course], ["/applications", "No applications yet"]]) {
    const page = await eve.open(base + path);
    await page.getByText(text).first().waitFor();
    await page.locator("[aria-busy=true]").first().waitFor({ state: "hidden" });
    for (const role of /** @type {const} */ (["button", "link", "textbox"])) {
      assert.deepEqual(await page.getByRole("main").getByRole(role, { name: writing }).allInnerTexts(), [], `${role} at ${path}`);
    }
    assert.deepEqual(await beyond(page), []);
    await eve.accessible(["dark"]);
  }
});
