import assert from "node:assert/strict";
import { acceptance } from "../support/browser.mjs";
import { sql } from "../support/database.mjs";
import { until } from "../support/server.mjs";
import { addCall, addRecording, addTurn, newAgent, newPhone, silence } from "../support/voice.mjs";
import { beyond } from "../support/width.mjs";

const WRITING = /^(New|Activate|Deactivate|Add|Edit|Delete|Call|Have|Wait)\b/;
const card = (page, name) => page.getByRole("region", { name });

acceptance("42. A phone says what to enter at its provider, and what the provider has instead", async ({ signedIn }) => {
  const { visitor, user } = await signedIn();
  await visitor.context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const phone = await newPhone(user, { provider: "twilio", account_sid: `AC${"0".repeat(32)}`, auth_token: "not the token" });
  const page = await visitor.open(`/t/${user.tenant.slug}/phones/${phone.id}`);
  const provider = card(page, "At the provider");
  await provider.getByText("Not checked yet").waitFor();
  for (const url of Object.values(phone.webhook_urls)) await provider.getByText(url, { exact: true }).waitFor();
  await provider.getByText("aren’t on the public internet").waitFor();
  await provider.getByRole("button", { name: "Copy the address for “a message comes in”" }).click();
  await provider.getByText("Copied").waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), phone.webhook_urls.sms);

  sql(`update app.phones set receiving = false, webhook_differences = '{sms_url,status_method}' where id = '${phone.id}'`);
  await provider.getByText("Not receiving").waitFor();
  await provider.getByText("Messages go to another address, or to none.").waitFor();
  assert.equal(await provider.getByText("Differs at the provider").count(), 2);
  await page.setViewportSize({ width: 320, height: 800 });
  assert.deepEqual(await beyond(page), []);
  await visitor.accessible();

  sql(`update app.phones set receiving = true, webhook_differences = '{}' where id = '${phone.id}'`);
  await provider.getByText("Receives calls and messages").waitFor();
  assert.equal(await provider.getByText("Differs at the provider").count(), 0);
});

acceptance("42. Agents stand at their phones: where one is active already, the phone says so, and another can take over", async ({ signedIn }) => {
  const { visitor, user } = await signedIn();
  const [front, back] = [await newPhone(user), await newPhone(user, { number: "+14155550124", label: null })];
  const ada = await newAgent(user, front, "Ada", { active: true });
  const bob = await newAgent(user, front, "Bob");
  await newAgent(user, front, "Cleo", { direction: "outgoing", active: true });
  await newAgent(user, back, "Dora");
  const page = await visitor.open(`/t/${user.tenant.slug}/agents`);
  const [desk, other] = [card(page, "Front desk"), card(page, back.number)];
  for (const name of ["Ada", "Bob", "Cleo"]) await desk.getByRole("link", { name, exact: true }).waitFor();
  await other.getByRole("link", { name: "Dora" }).waitFor();
  await other.getByText("No agent takes calls that come in.").waitFor();

  await desk.getByRole("button", { name: "Activate: Bob" }).click();
  await desk.getByText("Ada is active on Front desk for calls that come in, and only one agent can be.").waitFor();
  assert.equal(await other.getByRole("status").count(), 0, "it stands at the other phone too");
  await visitor.accessible(["light"]);
  await desk.getByRole("button", { name: "Have Bob take over" }).click();
  await desk.getByRole("button", { name: "Deactivate: Bob" }).waitFor();
  await desk.getByRole("button", { name: "Activate: Ada" }).waitFor();
  const active = async ({ id }) => (await user.send("GET", `/api/agents/${id}`)).active;
  assert.deepEqual([await active(ada), await active(bob)], [false, true]);

  await desk.getByRole("button", { name: "New agent on Front desk" }).click();
  const form = page.getByRole("dialog", { name: "New agent on Front desk" });
  await form.getByLabel("Name", { exact: true }).fill("Eve");
  await form.getByRole("switch", { name: "Active" }).check();
  await form.getByRole("button", { name: "Create" }).click();
  await form.getByText("Another agent is active on this phone in this direction.").waitFor();
  await form.getByRole("switch", { name: "Active" }).uncheck();
  await form.getByRole("button", { name: "Create" }).click();
  await desk.getByRole("link", { name: "Eve" }).waitFor();
});

acceptance("42. A call has its conversation, its recording and its notes", async ({ signedIn }) => {
  const { visitor, user } = await signedIn();
  const phone = await newPhone(user);
  await user.send("POST", "/api/contacts", { name: "Grace Hopper", phone: "+14155550100" }, { expect: 201 });
  const call = addCall(user, phone, { status: "in-progress" });
  addTurn(user, call, 1, null, "Acme, good morning!");
  addTurn(user, call, 2, "I'd like a demo <img src=x>", "When?");
  addTurn(user, call, 3, null, null);
  const page = await visitor.open(`/t/${user.tenant.slug}/calls/${call}`);
  await visitor.heading("+14155550100");
  await page.getByRole("link", { name: "Grace Hopper" }).waitFor();
  const said = page.getByRole("list", { name: "Transcript" }).getByRole("listitem");
  await page.getByText("Thinking…").waitFor();
  const lines = async () => (await said.allInnerTexts()).map((line) => line.replace(/\s+/g, " "));
  assert.deepEqual(await lines(),
    ["Agent Acme, good morning!", "Caller I'd like a demo <img src=x>", "Agent When?", "Caller Silence", "Agent Thinking…"]);

  sql(`update app.call_turns set said = 'Are you there?' where call_id = '${call}' and number = 3`);
  await page.getByText("Are you there?").waitFor();
  assert.equal((await lines()).length, 5);
  addTurn(user, call, 4, "Goodbye", "Goodbye!");
  await page.getByText("Goodbye!").waitFor();
  sql(`update app.calls set status = 'completed', ended_at = now(), duration_seconds = 65 where id = '${call}'`);
  await page.getByText("1:05").waitFor();

  const answers = [{ status: 410, json: { code: "recording_gone" } }, { status: 200, contentType: "audio/wav", body: silence() }];
  visitor.guard.expect(410);
  await page.route("**/audio", (route) => route.fulfill(answers.shift()));
  addRecording(user, call);
  const recording = card(page, "Recording");
  await recording.getByRole("button", { name: "Listen" }).click();
  await recording.getByText("The carrier has deleted this recording.").waitFor();
  await recording.getByRole("button", { name: "Listen" }).click();
  const player = recording.locator("audio");
  await until(() => player.evaluate((/** @type {HTMLAudioElement} */ audio) => audio.duration === 1), "a sound of one second");
  await recording.getByRole("link", { name: "Download" }).waitFor();

  const notes = card(page, "Notes");
  await notes.getByLabel("Note").fill("Call back on Friday");
  await notes.getByRole("button", { name: "Add note" }).click();
  await notes.getByRole("listitem").getByText("Call back on Friday").waitFor();
  assert.equal(await notes.getByLabel("Note").inputValue(), "");
  const { items } = await user.send("GET", `/api/call-notes?call_id=${call}`);
  assert.deepEqual(items.map(({ body }) => body), ["Call back on Friday"]);
  await page.setViewportSize({ width: 320, height: 800 });
  assert.deepEqual(await beyond(page), []);
  await visitor.accessible();
});

acceptance("42. An agent is heard out from the browser: a call is made, its conversation shows, and is read aloud on demand", async ({ signedIn }) => {
  const { visitor, user } = await signedIn();
  const phone = await newPhone(user);
  const ada = await newAgent(user, phone, "Ada", { active: true });
  addCall(user, phone);
  await visitor.context.addInitScript(() => {
    const spoken = [];
    const voice = { lang: "en-GB", localService: true, default: true, name: "A voice" };
    globalThis.SpeechSynthesisUtterance = /** @type {any} */ (class { constructor(text) { this.text = text; } });
    Object.defineProperty(globalThis, "speechSynthesis", { value: Object.assign(new EventTarget(),
      { spoken, getVoices: () => [voice], speak: ({ text }) => spoken.push(text), cancel: () => {} }) });
  });
  const page = await visitor.open(`/t/${user.tenant.slug}/agents/${ada.id}`);
  const talk = card(page, "Talk to this agent");
  // There is no simulated carrier beside this server.
  visitor.guard.expect(404);
  await talk.getByRole("button", { name: "Call", exact: true }).click();
  await talk.getByText("takes no calls from the browser").waitFor();

  let sent;
  await page.route("**/dev/carrier/calls", (route) => {
    sent = new URLSearchParams(route.request().postData());
    return route.fulfill({ status: 303, headers: { Location: "/dev/carrier" } });
  });
  await talk.getByLabel("What the caller says").fill("Hello\nGoodbye");
  await talk.getByRole("button", { name: "Call", exact: true }).click();
  await talk.getByText("The call is being placed…").waitFor();
  assert.deepEqual([sent.get("phone"), sent.get("says")], [`${phone.account_sid} ${phone.number}`, "Hello\nGoodbye"]);
  const call = addCall(user, phone, { from: sent.get("from"), status: "in-progress", agent: ada.id });
  addTurn(user, call, 1, null, "Acme, good morning!");
  await talk.getByText("Acme, good morning!").waitFor();
  const spoken = () => page.evaluate(() => /** @type {any} */ (globalThis.speechSynthesis).spoken);
  assert.deepEqual(await spoken(), []);
  await talk.getByRole("switch", { name: "Read the agent aloud" }).check();
  addTurn(user, call, 2, "Hello", "What may I do for you?");
  await until(async () => (await spoken()).length === 1, "a voice");
  assert.deepEqual(await spoken(), ["What may I do for you?"]);
  await visitor.accessible(["dark"]);
});

acceptance("42. A viewer sees phones, agents and calls, and no control that writes", async ({ visitor, user }) => {
  const owner = await user();
  const phone = await newPhone(owner);
  const ada = await newAgent(owner, phone, "Ada", { active: true });
  const call = addCall(owner, phone);
  addTurn(owner, call, 1, null, "Acme, good morning!");
  const viewer = await owner.invite("viewer");
  const eve = await visitor();
  await eve.signInAs(viewer);
  const base = `/t/${owner.tenant.slug}`;
  for (const [path, text] of [["agents", "Ada"], [`agents/${ada.id}`, "Ada"], [`phones/${phone.id}`, "Ada"], ["phones", "Front desk"],
    [`calls/${call}`, "Acme, good morning!"]]) {
    const page = await eve.open(`${base}/${path}`);
    await page.getByRole("main").getByText(text, { exact: true }).first().waitFor();
    const main = page.getByRole("main");
    for (const role of /** @type {const} */ (["button", "link", "textbox", "switch"])) {
      assert.deepEqual(await main.getByRole(role, { name: role === "textbox" || role === "switch" ? undefined : WRITING }).allInnerTexts(), [], `${role} at ${path}`);
    }
  }
});
