import assert from "node:assert/strict";
import { acceptance } from "../support/browser.mjs";
import { composer, say, shows, stored, twoPeople, write } from "../support/chat.mjs";
import { Keyboard } from "../support/keyboard.mjs";
import { OwnServer } from "../support/own-server.mjs";
import { until } from "../support/server.mjs";

const MESSAGES = "**/api/conversations/*/messages";

acceptance("34. Two browsers talk: live, in order, each once, also after a dropped connection; marks and typing are seen", async (stage) => {
  const { ann, ben, user, other, id, path } = await twoPeople(stage);
  const [a, b] = [await ann.open(path), await ben.open(path)];
  await write(a, "One");
  await shows(b, ["One"]);
  await composer(b).pressSequentially("Tw");
  await a.getByText(/is typing…$/).waitFor();
  await write(b, "Two");
  await shows(a, ["One", "Two"]);
  assert.equal(await a.getByText(/is typing…$/).count(), 0, "a message ends the typing");
  await b.locator(".thread-status").getByText("Read", { exact: true }).waitFor();

  ben.guard.expect("net");
  await ben.context.setOffline(true);
  await write(b, "Four");
  await b.getByText("Sending…").waitFor();
  await write(a, "Three");
  await shows(a, ["One", "Two", "Three"]);
  await ben.context.setOffline(false);
  // The server says which one came first.
  const all = ["One", "Two", "Three", "Four"];
  for (const page of [a, b]) await shows(page, all);
  await b.getByText("Sending…").waitFor({ state: "hidden" });
  assert.deepEqual(await stored(user, id), all);

  // A text stays text, and an address in it is a link.
  const five = '<img src="x" onerror="alert(1)"> https://example.com/five.';
  await say(other, id, five, user.tenant.id);
  await shows(a, [...all, five]);
  assert.equal(await a.getByRole("link", { name: "https://example.com/five", exact: true }).getAttribute("rel"), "noopener noreferrer");
  await ann.accessible();
});

acceptance("34. A node is killed while two people talk: what was written meanwhile comes, and a message that failed is stored once", async (stage) => {
  const server = await OwnServer.start();
  try {
    const { ben, user, other, id, path } = await twoPeople(stage);
    ben.guard.allow(server.origin);
    ben.guard.expect("net");
    const page = await ben.open(`${server.origin}${path}`);
    await ben.enterPassword(other.email);
    await composer(page).waitFor();
    await say(user, id, "Before");
    await shows(page, ["Before"]);

    const keys = [];
    page.on("request", (request) => request.method() === "POST" && /messages$/.test(request.url()) && keys.push(request.headers()["idempotency-key"]));
    // This one is stored, and its answer lost; then the node is gone. Its event may have come before.
    await page.route(MESSAGES, async (route) => {
      if (route.request().method() !== "POST") return route.fallback();
      assert.equal((await route.fetch()).status(), 201);
      await server.kill();
      return route.abort("connectionreset");
    }, { times: 1 });
    await write(page, "Mine");
    const retry = page.locator(".bubble-failed").getByRole("button", { name: "Try again" });
    await page.getByText("Sending…").waitFor({ state: "hidden" });
    await say(user, id, "Meanwhile");
    await server.resume();
    await retry.click({ timeout: 3000 }).catch(() => {});
    await shows(page, ["Before", "Mine", "Meanwhile"]);
    await page.getByText("Not sent.").waitFor({ state: "hidden" });
    assert.equal(new Set(keys).size, 1, `its key stays: ${keys}`);
    assert.deepEqual(await stored(user, id), ["Before", "Mine", "Meanwhile"]);
  } finally {
    await server.stop();
  }
});

acceptance("34. A message that is refused stays to be sent again, by its key, or to be discarded", async (stage) => {
  const { ann, user, id, path } = await twoPeople(stage);
  const page = await ann.open(path);
  await composer(page).waitFor();
  let refuses = true;
  const sent = [];
  await page.route(MESSAGES, async (route) => {
    if (route.request().method() !== "POST") return route.fallback();
    sent.push(route.request().headers()["idempotency-key"]);
    return refuses ? route.fulfill({ status: 429, headers: { "retry-after": "1" }, json: { status: 429, code: "rate_limited", detail: "Too many requests." } }) : route.fallback();
  });
  await write(page, "Kept");
  await write(page, "Dropped");
  const bubble = (text) => page.locator(".bubble-failed", { hasText: text });
  await bubble("Dropped").getByRole("button", { name: "Discard" }).click();
  await bubble("Kept").getByText("Too many requests.").waitFor();
  await ann.accessible();
  refuses = false;
  await bubble("Kept").getByRole("button", { name: "Try again" }).click();
  await page.locator(".thread-status").getByText("Sent").waitFor();
  await shows(page, ["Kept"]);
  assert.deepEqual(await stored(user, id), ["Kept"]);
  assert.deepEqual([sent.length, sent[0]], [3, sent[2]], "the key stays");
});

acceptance("The list counts what is unread, in the order of the last messages, and reading ends it", async (stage) => {
  const { ben, user, other, id, path } = await twoPeople(stage);
  const quiet = await user.send("POST", "/api/conversations", { participants: [other.me.user.id] });
  const page = await ben.open(path.replace(`/${id}`, ""));
  const links = page.getByRole("navigation", { name: "Your conversations" }).getByRole("link");
  // One without a title is named after the other person.
  await links.filter({ hasText: user.me.user.name }).waitFor();
  await say(user, id, "Are you there?");
  await say(user, id, "Hello");
  await until(async () => /Launch.*Hello.*2 unread$/s.test((await links.first().innerText()).replaceAll("\n", " ")), "the first with two unread");
  // Two notifications of new conversations, and the two messages in the place of their notification.
  await until(async () => (await page.title()).startsWith("(4) "), "the title's count");
  await say(user, quiet.id, "And here");
  await until(async () => (await links.first().innerText()).includes("And here"), "the other one first");
  await ben.accessible();

  await links.filter({ hasText: "Launch" }).click();
  await page.getByRole("heading", { level: 1, name: "Launch" }).waitFor();
  await page.locator(".thread-line-new").waitFor();
  await until(async () => (await user.send("GET", `/api/conversations/${id}/participants`)).items.some((one) => one.user_id === other.me.user.id && one.read_seq === 2), "a mark");
  await links.filter({ hasText: "Launch" }).getByText("unread").waitFor({ state: "hidden" });
  await until(async () => (await page.title()).startsWith("(2) "), "the title's count");
});

acceptance("By keys alone: start a conversation, write, go through the messages, delete one; on a phone one part at a time", async ({ signedIn }) => {
  const { visitor: ann, user } = await signedIn({ viewport: { width: 1000, height: 700 } });
  const other = await user.invite("member", "ben");
  const page = await ann.open(`/t/${user.tenant.slug}/conversations`);
  const keys = new Keyboard(page);
  await page.getByText("No conversations yet").waitFor();
  await ann.accessible(["light"]);
  await keys.use(page.getByRole("link", { name: "New conversation" }).first());
  await ann.heading("New conversation");
  await keys.use(page.getByRole("button", { name: "Create" }));
  await page.getByText("Choose at least one member.").waitFor();
  await keys.use(page.getByRole("checkbox", { name: other.me.user.name }), "Space");
  await ann.accessible(["dark"]);
  await keys.fill(page.getByLabel("Title"), "Ideas");
  await keys.press("Enter");
  await ann.heading("Ideas");
  await until(() => composer(page).evaluate((one) => one === document.activeElement), "the focus where one writes");
  await page.keyboard.type("First");
  await keys.press("Shift+Enter");
  await page.keyboard.type("line");
  await keys.press("Enter");
  await shows(page, ["First\nline"]);
  await page.keyboard.type("Second");
  await keys.press("Enter");
  await shows(page, ["First\nline", "Second"]);
  await page.locator(".thread-status").getByText("Sent").waitFor();

  await keys.press("ArrowUp");
  await keys.press("ArrowUp");
  await keys.seen();
  assert.equal(await page.evaluate(() => document.activeElement.textContent.includes("First")), true);
  await keys.press("Delete");
  await keys.use(page.getByRole("dialog").getByRole("button", { name: "Delete" }));
  await shows(page, ["Deleted message", "Second"]);
  await keys.press("Escape");
  await until(() => composer(page).evaluate((one) => one === document.activeElement), "Escape leads back");

  await page.setViewportSize({ width: 360, height: 740 });
  await page.getByRole("navigation", { name: "Your conversations" }).waitFor({ state: "hidden" });
  await ann.accessible(["dark"]);
  await page.getByRole("link", { name: "All conversations" }).click();
  await ann.heading("Conversations");
  assert.equal(await composer(page).count(), 0);
});

acceptance("Participants are added, removed and leave; a viewer reads, and has nothing to write with", async (stage) => {
  const { ann, ben, user, id, path } = await twoPeople(stage);
  const [cat, viewer] = [await user.invite("member", "cat"), await user.invite("viewer", "vera")];
  const page = await ann.open(path);
  await page.getByRole("button", { name: "2 participants" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Add people" }).click();
  for (const one of [cat, viewer]) await dialog.getByLabel(one.me.user.name).check();
  await ann.accessible(["light"]);
  await dialog.getByRole("button", { name: "Add people" }).click();
  await dialog.getByRole("button", { name: `Remove ${cat.me.user.name}` }).click();
  await dialog.getByText(cat.me.user.name).waitFor({ state: "hidden" });
  await dialog.getByRole("button", { name: "Close" }).click();
  await page.getByRole("button", { name: "3 participants" }).waitFor();

  await page.getByRole("button", { name: "More about this conversation" }).click();
  await page.getByRole("menuitem", { name: "Rename" }).click();
  await dialog.getByLabel("Title").fill("Landing");
  await dialog.getByRole("button", { name: "Save" }).click();
  await ann.heading("Landing");

  const other = await ben.open(path);
  await ben.heading("Landing");
  await other.getByRole("button", { name: "More about this conversation" }).click();
  await other.getByRole("menuitem", { name: "Leave" }).click();
  await other.getByRole("dialog").getByRole("button", { name: "Leave" }).click();
  await ben.heading("Conversations");
  await other.getByText("No conversations yet").waitFor();
  await ben.open(path);
  await other.getByText("This conversation isn’t here").waitFor();

  await say(user, id, "For all");
  await ben.signInAs(viewer);
  await ben.open(path);
  await shows(other, ["For all"]);
  await other.getByText(/^You can read here/).waitFor();
  assert.deepEqual([await composer(other).count(), await other.getByRole("link", { name: "New conversation" }).count()], [0, 0]);
});
