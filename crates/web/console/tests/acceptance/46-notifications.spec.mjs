import assert from "node:assert/strict";
import { setTimeout as pause } from "node:timers/promises";
import { acceptance } from "../support/browser.mjs";
import { Client, ORIGIN, until } from "../support/server.mjs";

/** The bell of the header. */
const bell = (page) => page.getByRole("banner").getByRole("link", { name: /^Notifications: / });
const counts = (page, text) => page.getByRole("banner").getByRole("link", { name: `Notifications: ${text}`, exact: true }).waitFor();
const titled = (page, start) => until(async () => (await page.title()).startsWith(start), `a title with ${start}`);

/** Another member follows the user. @param {Client} user @param {Client} member */
const follows = (user, member) => member.send("POST", "/api/follows", { user_id: user.me.user.id }, { tenant: user.tenant.id });

acceptance("The bell and the tab's title count what is unread, live; one is read by its link, one by its button, and then all", async ({ signedIn }) => {
  const { visitor: ann, user } = await signedIn();
  const page = await ann.open(`/t/${user.tenant.slug}/`);
  await counts(page, "none unread");
  const ben = await user.invite("member", "ben");
  await counts(page, "1 unread");
  await titled(page, "(1) Overview");
  await follows(user, ben);
  await counts(page, "2 unread");
  await user.invite("member", "cat").then((cat) => follows(user, cat));
  await titled(page, "(4) Overview");

  await bell(page).click();
  await ann.heading("Notifications");
  const name = ben.me.user.name;
  await page.getByText(`${name} follows you`).waitFor();
  await ann.accessible();
  await page.getByRole("button", { name: `Mark as read: ${name} follows you` }).click();
  await counts(page, "3 unread");
  await page.getByRole("link", { name: `${name} accepted your invitation` }).click();
  await ann.heading("Members");
  await counts(page, "2 unread");
  await titled(page, "(2) Members");

  await page.goBack();
  await page.getByRole("combobox", { name: "Kind" }).selectOption({ label: "Followers" });
  await page.getByText("accepted your invitation").first().waitFor({ state: "hidden" });
  await until(async () => (await page.getByText(/follows you$/).count()) === 2, "the followers alone");
  await page.getByRole("button", { name: "Mark all as read" }).click();
  await page.getByText("2 notifications marked as read").waitFor();
  await counts(page, "none unread");
  await titled(page, "Notifications");
  await page.getByRole("button", { name: `Delete: ${name} follows you` }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await page.getByText(`${name} follows you`).waitFor({ state: "hidden" });
});

acceptance("Preferences are saved by kind and channel, and hold; a viewer reads them", async ({ signedIn, visitor }) => {
  const { visitor: ann, user } = await signedIn({ viewport: { width: 360, height: 740 } });
  const path = `/t/${user.tenant.slug}/notification-preferences`;
  const page = await ann.open(path);
  const choice = (name) => page.getByRole("switch", { name, exact: true });
  const saved = async () => Object.fromEntries((await user.send("GET", "/api/notification-preferences")).items.map((one) => [one.kind, [one.in_app, one.email, one.push]]));
  await choice("Followers: E-mail").check();
  await until(async () => (await saved()).follow?.join() === "true,true,true", "the first choice");
  await choice("Followers: Push").uncheck();
  await until(async () => (await saved()).follow?.join() === "true,true,false", "a second one of the kind");
  await choice("New messages: In the app").uncheck();
  await until(async () => (await saved()).message?.join() === "false,false,true", "a choice of another kind");
  assert.equal(await choice("New messages: Push").isDisabled(), true, "what isn't made isn't pushed");
  await ann.accessible();
  // Changed elsewhere meanwhile: the other choice of the row stays.
  const row = (await user.send("GET", "/api/notification-preferences")).items.find((one) => one.kind === "follow");
  await page.route("**/api/events", (route) => route.abort());
  await user.ask("PATCH", `/api/notification-preferences/${row.id}`, JSON.stringify({ email: false }), "application/merge-patch+json", { headers: { "If-Match": `"${row.version}"` } });
  await choice("Followers: Push").check();
  await until(async () => (await saved()).follow?.join() === "true,false,true", "both choices");
  ann.guard.expect("net");
  await ann.open(path);
  assert.deepEqual([await choice("Followers: Push").isChecked(), await choice("Followers: E-mail").isChecked(), await choice("New messages: In the app").isChecked()], [true, false, false]);

  const viewer = await user.invite("viewer", "vera");
  const vera = await visitor();
  await vera.signInAs(viewer);
  await vera.open(path);
  await vera.page.getByRole("row", { name: /^Followers/ }).getByText("On").first().waitFor();
  assert.equal(await vera.page.getByRole("switch").count(), 0);
});

/** A browser whose push service answers: what it would give is made here. */
function fakeService() {
  if (!window.isSecureContext) return;
  const endpoint = `https://fcm.googleapis.com/fcm/send/${crypto.randomUUID()}`;
  const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0)).buffer;
  const keys = { p256dh: "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4", auth: "BTBZMqHH6r4Tts7J_aSIgg" };
  let now = null;
  PushManager.prototype.subscribe = async () => (now = /** @type {any} */ ({ endpoint, getKey: (name) => bytes(keys[name]), unsubscribe: async () => ((now = null), true) }));
  PushManager.prototype.getSubscription = async () => now;
}

/**
 * Whether a notification is shown, a moment after it is asked for. Chromium forgets one that it is asked to list between the moment
 * it is recorded and the moment it is on the screen, so each try asks for it again.
 * @param {() => Promise<unknown>} ask
 * @param {() => Promise<string[]>} shown the titles
 * @param {string} title
 */
const showing = (ask, shown, title) => async () => {
  await ask();
  await pause(500);
  return (await shown()).includes(title);
};

/** The worker that the page has, by its script. */
const worker = (page) => page.evaluate(async () => new URL((await navigator.serviceWorker.getRegistration("/"))?.active?.scriptURL ?? "about:blank").pathname);

acceptance("Push is turned on by a worker that the policy lets in, shows what comes, and is turned off", async ({ signedIn }) => {
  const { visitor: ann, user } = await signedIn({ permissions: ["notifications"] });
  await ann.context.addInitScript(fakeService);
  const page = await ann.open(`/t/${user.tenant.slug}/push-subscriptions`);
  await page.getByText("Push is off in this browser.").waitFor();
  await ann.accessible();
  await page.getByRole("button", { name: "Turn on" }).click();
  await page.getByText("Push is on in this browser.").waitFor();
  assert.equal(await worker(page), "/push-worker.js");
  await page.getByRole("row", { name: /fcm\.googleapis\.com/ }).getByText("This browser").waitFor();
  assert.equal((await user.send("GET", "/api/push-subscriptions")).items.length, 1);
  const shown = () => page.evaluate(async () => (await (await navigator.serviceWorker.ready).getNotifications()).map((one) => one.title));
  await until(showing(() => page.getByRole("button", { name: "Show a test" }).click(), shown, "This is a test"), "a test");

  // What the server pushes, as the browser hands it to the worker.
  const ben = await user.invite("member", "ben");
  await follows(user, ben);
  const { items } = await user.send("GET", "/api/notifications");
  const { kind, id, resource, row_id } = items.find((one) => one.kind === "follow");
  const debug = await ann.context.newCDPSession(page);
  const registered = new Promise((done) => debug.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => registrations[0] && done(registrations[0].registrationId)));
  await debug.send("ServiceWorker.enable");
  const data = JSON.stringify({ kind, id, resource, row_id });
  const message = { origin: ORIGIN, registrationId: await registered, data };
  await until(showing(() => debug.send("ServiceWorker.deliverPushMessage", message), shown, "You have a new follower"), "what was pushed");

  await page.getByRole("button", { name: "Turn off" }).click();
  await page.getByText("No browser has push turned on.").waitFor();
  await page.getByText("Push is off in this browser.").waitFor();
  assert.equal(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length), 0);
});

acceptance("A browser without push, without permission or without a push service is told so", async ({ signedIn }) => {
  const { visitor: ann, user } = await signedIn({ permissions: ["notifications"] });
  const path = `/t/${user.tenant.slug}/push-subscriptions`;
  const page = await ann.open(path);
  // A context of Chromium has no push service, as a private window: its own subscription fails, behind the worker.
  ann.guard.expect(/does not support the Push API in incognito mode/);
  await page.getByRole("button", { name: "Turn on" }).click();
  await page.getByText("The browser’s push service can’t be reached.").waitFor();
  assert.equal(await worker(page), "/push-worker.js");
  await page.getByText("Push is off in this browser.").waitFor();
  await ann.context.clearPermissions();
  await page.evaluate(() => Object.defineProperty(Notification, "permission", { get: () => "denied" }));
  await page.getByRole("button", { name: "Turn on" }).click();
  await page.getByText("You don’t allow this site to show notifications.").waitFor();
  await ann.context.addInitScript(() => delete window.PushManager);
  await ann.open(path);
  await page.getByText("This browser has no push.").waitFor();
  assert.equal(await page.getByRole("button", { name: "Turn on" }).count(), 0);
  await ann.accessible(["dark"]);
});
