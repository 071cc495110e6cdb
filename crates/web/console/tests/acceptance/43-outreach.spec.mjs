import assert from "node:assert/strict";
import { acceptance } from "../support/browser.mjs";
import { sql } from "../support/database.mjs";
import { newLead } from "../support/leads.mjs";
import { until } from "../support/server.mjs";
import { beyond } from "../support/width.mjs";

const OWN = "+14155550100";
const ADA = "+14155550101";

/** A phone of the simulated carrier, which these tests' server doesn't have: what is to leave by it waits. */
const newPhone = (user) => user.send("POST", "/api/phones", { number: OWN, label: "Front desk", provider: "simulated" });

/** Writes messages as a carrier would tell of them, a minute apart, the last one a minute ago. */
function tell(user, phone, messages) {
  const text = (value) => (value ? `'${value}'` : "null");
  const lines = messages.map(({ body, status = "received", code, other = ADA }, at) => {
    const isOwn = status !== "received";
    const [from, to] = isOwn ? [OWN, other] : [other, OWN];
    return `('${user.tenant.id}', gen_random_uuid(), '${user.me.user.id}', '${phone.id}', '${isOwn ? "outgoing" : "incoming"}', '${from}', '${to}', '${body}',
      '${status}', ${text(code)}, now(), now() - interval '${messages.length - at} minutes')`;
  });
  sql(`insert into app.messages (tenant_id, id, owner_id, phone_id, direction, "from", "to", body, status, error_code, ended_at, created_at)
    values ${lines.join(", ")}`);
}

const buttons = (page) => page.getByRole("main").getByRole("button").or(page.getByRole("main").getByRole("link"));

acceptance("43. A thread has its messages in order with how far each came, and a message is sent once", async ({ signedIn, visitor }) => {
  const { visitor: ann, user } = await signedIn();
  const phone = await newPhone(user);
  await newLead(user, { name: "Ada Lovelace", phone: ADA });
  tell(user, phone, [
    { body: "Are you open today?" }, { body: "Until six", status: "delivered" }, { body: "The address?", status: "failed", code: "30003" },
    { body: "12 Dock Street", status: "failed", code: "unknown" }, { body: "Another matter", other: "+14155550199" },
  ]);
  const base = `/t/${user.tenant.slug}/messages`;
  const page = await ann.open(base);
  const threads = page.getByRole("navigation", { name: "Threads" }).getByRole("link");
  await threads.filter({ hasText: "Ada Lovelace" }).waitFor();
  assert.equal(await threads.count(), 2);
  assert.match(await threads.first().innerText(), /\+14155550199[^]*Another matter/);
  await threads.filter({ hasText: "Ada Lovelace" }).click();
  const bubbles = page.getByRole("region", { name: "Messages with Ada Lovelace" }).getByRole("listitem").filter({ has: page.locator("time") });
  await bubbles.nth(3).waitFor();
  const said = (await bubbles.allInnerTexts()).map((text) => text.replace(/\s+/g, " "));
  for (const [at, words] of [/Ada Lovelace wrote Are you open today\?/, /You wrote Until six .* Delivered/, /The address\? .* Failed: The phone is off/,
    /12 Dock Street .* In doubt: The carrier gave no answer/].entries()) assert.match(said[at], words);
  await ann.accessible(["light"]);

  // The server has it, but the answer is lost: the console sends it again under the same key.
  const text = page.getByLabel("Message", { exact: true });
  await text.fill("See you at three ☀");
  await page.getByText("18 characters, 1 segment (UCS-2)").waitFor();
  ann.guard.expect("net");
  await page.route("**/api/messages", async (route) => {
    await route.fetch();
    await route.abort();
  }, { times: 1 });
  await page.getByRole("button", { name: "Send" }).dblclick();
  await bubbles.nth(4).waitFor();
  assert.match(await bubbles.nth(4).innerText(), /See you at three ☀[^]*Queued/);
  assert.equal(await text.inputValue(), "");
  await text.fill("x".repeat(161));
  await page.getByText("161 characters, 2 segments (GSM-7)").waitFor();
  await text.fill("Bye");
  await text.press("Control+Enter");
  await bubbles.nth(5).waitFor();
  const { items } = await user.send("GET", "/api/messages");
  assert.deepEqual(items.slice(0, 2).map(({ body }) => body), ["Bye", "See you at three ☀"]);
  assert.equal(items.length, 7);

  // What the carrier tells shows by itself, and so does what comes in.
  sql(`update app.messages set status = 'delivered', ended_at = now() where body = 'Bye' and tenant_id = '${user.tenant.id}'`);
  await bubbles.nth(5).filter({ hasText: "Delivered" }).waitFor();
  tell(user, phone, [{ body: "See you then" }]);
  await bubbles.filter({ hasText: "See you then" }).waitFor();

  // A number that is suppressed gets nothing, and nothing can be typed.
  await user.send("POST", "/api/suppressions", { address: ADA, reason: "Asked by phone" });
  await page.getByText("This number gets no messages").waitFor();
  assert.equal(await text.count(), 0);

  await page.getByRole("link", { name: "All messages" }).click();
  await page.getByRole("row").nth(8).waitFor();

  const eve = await visitor({ viewport: { width: 320, height: 700 } });
  await eve.signInAs(await user.invite("viewer"));
  await eve.open(`${base}?phone=${phone.id}&with=%2B14155550199`);
  await eve.page.getByText("Another matter").last().waitFor();
  assert.deepEqual(await beyond(eve.page), []);
  assert.deepEqual((await buttons(eve.page).allInnerTexts()).filter((name) => /New|Send/.test(name)), []);
  assert.equal(await eve.page.getByRole("textbox").count(), 0);
  await eve.accessible(["dark"]);
});

acceptance("43. A first message goes to a number that none was written to before, and a refusal keeps the text", async ({ signedIn }) => {
  const { visitor: ann, user } = await signedIn();
  const page = await ann.open(`/t/${user.tenant.slug}/messages`);
  await page.getByText("No messages yet").waitFor();
  await page.getByRole("link", { name: "New message" }).click();
  await page.getByText("No phone yet").waitFor();
  await newPhone(user);
  await user.send("POST", "/api/suppressions", { address: "+14155550177" });
  await page.reload();
  await page.getByLabel("To", { exact: true }).fill("+14155550177");
  await page.getByRole("button", { name: "Send" }).click();
  await page.getByText("Fill this in.").first().waitFor();
  await page.getByLabel("Message", { exact: true }).fill("Hello");
  await page.getByRole("button", { name: "Send" }).click();
  await page.getByRole("alert").getByText("gets no messages from this phone").waitFor();
  assert.equal(await page.getByLabel("Message", { exact: true }).inputValue(), "Hello");
  await page.getByLabel("To", { exact: true }).fill(ADA);
  await page.getByRole("button", { name: "Send" }).click();
  await page.getByRole("region", { name: `Messages with ${ADA}` }).getByText("Hello").waitFor();
  await page.getByRole("link", { name: "Load older threads" }).waitFor({ state: "hidden" });
});

acceptance("43. A campaign goes from a draft by its preview to counts that move", async ({ signedIn, visitor }) => {
  const { visitor: ann, user } = await signedIn();
  const phone = await newPhone(user);
  for (const [name, number, tags] of [["Ada Lovelace", ADA, ["fair"]], ["Ada King", "+1 415 555 0101", ["fair"]], ["Ben Bitdiddle", "+14155550102", ["fair"]],
    ["Carl Null", null, ["fair"]], ["Dora Stop", "+14155550103", ["fair"]], ["Eli Elsewhere", "+14155550104", ["press"]]]) {
    await user.send("POST", "/api/contacts", { name, phone: number, tags });
  }
  await user.send("POST", "/api/suppressions", { address: "+14155550103" });
  const { id } = await user.send("POST", "/api/campaigns", { name: "Fair", channel: "sms", phone_id: phone.id, audience: ["fair"], body: "Dear {{first_name}}, thank you." });
  const base = `/t/${user.tenant.slug}/campaigns/${id}`;
  const page = await ann.open(base);
  const figures = page.getByRole("region", { name: "Audience" }).locator("dl");
  await figures.waitFor();
  assert.equal((await figures.innerText()).replace(/\s+/g, " "), "Recipients 2 Contacts 5 Without a phone number 1 Same address as another 1 Suppressed 1");
  const preview = page.getByRole("region", { name: "Preview" });
  await preview.getByText("Dear Ada, thank you.").waitFor();
  await preview.getByRole("button", { name: "Next recipient" }).click();
  await preview.getByText("Dear Ben, thank you.").waitFor();
  await preview.getByText("1 segment here, 2 in all.").waitFor();
  await ann.accessible(["light"]);

  await page.getByRole("button", { name: "Start" }).click();
  const question = page.getByRole("dialog", { name: "Start, and send to 2 people?" });
  await question.getByRole("button", { name: "Start" }).click();
  const progress = page.getByRole("region", { name: "Progress" });
  const count = (state) => progress.getByRole("row", { name: new RegExp(`^${state}`) }).getByRole("cell").first().innerText();
  await progress.getByText("1 of 3 are through").waitFor();
  assert.deepEqual([await count("Suppressed"), await count("Pending"), await count("Failed")], ["1", "2", "0"]);

  // As background work does it: no event tells of one that is on its way, but of one that is through.
  const counted = (added) => sql(`select tenancy.add_to_counts('${user.tenant.id}', '${id}', '${JSON.stringify(added)}')`);
  counted({ pending: -1, sending: 1 });
  await progress.getByRole("row", { name: "Sending 1" }).waitFor();
  sql(`update app.campaign_recipients set status = 'failed', error_code = '30006', ended_at = now() where campaign_id = '${id}' and address = '${ADA}'`);
  counted({ sending: -1, failed: 1 });
  await progress.getByText("2 of 3 are through").waitFor();
  assert.deepEqual([await count("Pending"), await count("Failed")], ["1", "1"]);
  const recipients = page.getByRole("region", { name: "Recipients" });
  await recipients.getByRole("link", { name: "Failed 1" }).click();
  await recipients.getByRole("row", { name: /Ada Lovelace|Ada King/ }).getByText("This is a landline").waitFor();
  assert.match(page.url(), /recipients=failed$/);
  assert.equal(await recipients.getByRole("row").count(), 2);
  await ann.accessible(["dark"]);

  // The counts may go on after they were shown: to pause is possible all the same.
  const sent = page.waitForRequest("**/pause");
  await page.getByRole("button", { name: "Pause" }).click();
  assert.equal((await sent).headers()["if-match"], undefined);
  await page.getByRole("button", { name: "Resume" }).click();
  await page.getByRole("button", { name: "Pause" }).waitFor();

  const eve = await visitor({ viewport: { width: 320, height: 700 } });
  await eve.signInAs(await user.invite("viewer"));
  await eve.open(base);
  await eve.page.getByText("2 of 3 are through").waitFor();
  assert.deepEqual((await buttons(eve.page).allInnerTexts()).filter((name) => /Start|Pause|Resume|Cancel|Edit|Delete/.test(name)), []);
  assert.deepEqual(await beyond(eve.page), []);

  await page.getByRole("button", { name: "Cancel" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Keep it" }).click();
  await page.getByRole("button", { name: "Cancel" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Cancel campaign" }).click();
  await progress.getByText("3 of 3 are through").waitFor();
  assert.equal(await count("Cancelled"), "1");
  assert.equal((await user.send("GET", `/api/campaigns/${id}`)).status, "cancelled");
});

acceptance("43. Scheduled calls of a day stand by their hours, reached by the address and by keys", async ({ signedIn, visitor }) => {
  const { visitor: ann, user } = await signedIn({ timezoneId: "Europe/Berlin" });
  const phone = await newPhone(user);
  await user.send("POST", "/api/agents", { name: "Concierge", direction: "outgoing", phone_id: phone.id, active: true });
  await newLead(user, { name: "Ada Lovelace", phone: ADA });
  for (const [to, at] of [[ADA, "2036-01-31T06:05:00Z"], ["+14155550102", "2036-01-31T09:30:00Z"], ["+14155550103", "2036-01-31T09:30:00Z"],
    ["+14155550104", "2036-01-31T23:30:00Z"]]) {
    await user.send("POST", "/api/scheduled-calls", { phone_id: phone.id, to, scheduled_at: at });
  }
  const base = `/t/${user.tenant.slug}/scheduled-calls`;
  const page = await ann.open(base);
  await page.getByRole("row").nth(4).waitFor();
  assert.equal((await page.getByRole("columnheader").allInnerTexts())[1].trim(), "To");
  await page.getByRole("link", { name: "Day", exact: true }).click();
  await page.getByText(/^No calls · Times in Europe\/Berlin$/).waitFor();
  await ann.open(`${base}?view=day&day=2036-01-31`);
  const hours = page.locator(".agenda-hour");
  const calls = (hour) => hours.filter({ hasText: hour }).getByRole("link").filter({ has: page.locator("time") });
  await page.getByText("3 calls · Times in Europe/Berlin").waitFor();
  assert.match((await calls("7:00 AM").allInnerTexts())[0].replace(/\s+/g, " "), /7:05 AM Pending Ada Lovelace \+14155550101 Concierge/);
  const both = await calls("10:00 AM").all();
  assert.equal(both.length, 2);
  const [one, other] = await Promise.all(both.map((call) => call.boundingBox()));
  assert.ok(one.x + one.width <= other.x && one.y === other.y, "two calls at once stand side by side");
  await ann.accessible(["light"]);

  await page.getByRole("heading", { level: 1 }).focus();
  await page.keyboard.press("ArrowRight");
  await page.getByRole("heading", { name: "Friday, February 1, 2036" }).waitFor();
  await page.getByText("1 call · Times").waitFor();
  assert.match((await calls("12:00 AM").allInnerTexts())[0], /12:30 AM/);
  await page.getByRole("link", { name: "Previous day" }).click();
  await page.keyboard.press("ArrowLeft");
  await until(() => page.url().endsWith("day=2036-01-30"), "the day before");
  await page.goBack();
  await page.getByText("3 calls").waitFor();
  await page.getByRole("link", { name: "New scheduled call at 9:00 AM" }).click();
  assert.equal(await page.locator("input[type=datetime-local]").inputValue(), "2036-01-31T09:00");
  await ann.open(`${base}?view=day&day=2036-02-31`);
  await page.getByText("No calls").waitFor();
  assert.equal(await page.getByRole("link", { name: "Today" }).getAttribute("aria-current"), "date");

  const eve = await visitor({ viewport: { width: 320, height: 700 }, timezoneId: "Europe/Berlin" });
  await eve.signInAs(await user.invite("viewer"));
  await eve.open(`${base}?view=day&day=2036-01-31`);
  await eve.page.getByText("3 calls").waitFor();
  assert.deepEqual(await beyond(eve.page), []);
  assert.equal(await eve.page.locator(".agenda-time:visible, .agenda-free:visible").count(), 0);
  assert.deepEqual((await buttons(eve.page).allInnerTexts()).filter((name) => /New/.test(name)), []);
  await eve.accessible(["dark"]);
});
