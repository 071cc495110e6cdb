import assert from "node:assert/strict";
import { acceptance } from "../support/browser.mjs";
import { newLead } from "../support/leads.mjs";

acceptance("16. The address of another's workspace shows a page that says so, and one's own workspaces", async ({ signedIn, user }) => {
  const { visitor: ann, user: own } = await signedIn();
  const other = await user("ben");
  const { id } = await newLead(other, { name: "Ben's lead" });
  const asked = [];
  ann.context.on("request", (request) => asked.push(request));
  const main = () => ann.page.getByRole("main");
  for (const rest of ["", "/leads", `/leads/${id}`, "/settings/members"]) {
    await ann.open(`/t/${other.tenant.slug}${rest}`);
    await ann.heading("Workspace not found");
    assert.doesNotMatch(await ann.page.locator("body").innerText(), /Ben's lead/);
    assert.deepEqual(await main().getByRole("listitem").getByRole("link").allInnerTexts(), [own.tenant.name]);
  }
  await ann.accessible();
  const sent = asked.filter((request) => new URL(request.url()).pathname.startsWith("/api/")).map((request) => request.url());
  assert.deepEqual(sent, [], "nothing is asked of the other's workspace");

  // What doesn't exist looks no different.
  const words = await main().innerText();
  await ann.open("/t/no-such-workspace/settings/members");
  await ann.heading("Workspace not found");
  assert.equal((await main().innerText()).replace("no-such-workspace", ""), words.replace(other.tenant.slug, ""));

  // A foreign row in one's own workspace isn't there, as one that never was.
  await ann.open(`/t/${own.tenant.slug}/leads/${id}`);
  await ann.page.getByText("Removed, or never yours").waitFor();

  await ann.open(`/t/${other.tenant.slug}/leads`);
  await main().getByRole("link", { name: own.tenant.name }).click();
  await ann.page.waitForURL(`**/t/${own.tenant.slug}`);
});

acceptance("16. An address that can't be decoded is the address of nothing", async ({ visitor, signedIn }) => {
  const stranger = await visitor();
  await stranger.open("/t/%ff/leads");
  await stranger.heading("Sign in");
  const { visitor: ann, user } = await signedIn();
  await ann.open("/t/%ff/leads");
  await ann.heading("Workspace not found");
  await ann.open(`/t/${user.tenant.slug}/%ff`);
  await ann.heading("This place doesn’t exist");
  await ann.open("/account");
  await ann.heading("Page not found");
});
