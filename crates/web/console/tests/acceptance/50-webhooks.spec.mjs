import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import { acceptance } from "../support/browser.mjs";
import { until } from "../support/server.mjs";

const [HOST, PORT] = process.env.RECEIVER_ADDR.split(":");
const URL_OF = (path) => `http://${process.env.RECEIVER_ADDR}${path}`;

/** A receiver of messages: keeps what comes, and answers what `answers` says by path, else 204. */
async function receive() {
  const came = [];
  const answers = new Map();
  const server = createServer((request, response) => {
    const parts = [];
    request.on("data", (part) => parts.push(part));
    request.on("end", () => {
      came.push({ path: request.url, headers: request.headers, body: Buffer.concat(parts).toString() });
      response.writeHead(answers.get(request.url) ?? 204).end();
    });
  });
  server.listen(Number(PORT), HOST);
  await once(server, "listening");
  const find = (path, part) => until(() => came.find((one) => one.path === path && one.body.includes(part)), `${part} at ${path}`);
  const close = async () => {
    server.closeAllConnections();
    server.close();
    await once(server, "close");
  };
  return { came, answers, find, close };
}

/** Whether a message has the signature of a secret. */
function isSigned({ headers, body }, secret) {
  const text = `${headers["webhook-id"]}.${headers["webhook-timestamp"]}.${body}`;
  const mac = createHmac("sha256", Buffer.from(secret.replace("whsec_", ""), "base64")).update(text).digest("base64");
  return headers["webhook-signature"].split(" ").includes(`v1,${mac}`);
}

/** What the dialog of a secret shows; it stays until its button is pressed. */
async function secretOf(page) {
  const dialog = page.getByRole("dialog", { name: "Copy the secret now" });
  const secret = await dialog.locator("code").innerText();
  await page.keyboard.press("Escape");
  await page.mouse.click(5, 5);
  assert.equal(await dialog.isVisible(), true, "it stays");
  return { secret, text: await dialog.innerText(), close: () => dialog.getByRole("button", { name: "I have kept it" }).click() };
}

acceptance("50. A webhook is made, tested, rotated, replayed and paused; its messages arrive, signed", async ({ signedIn }) => {
  const receiver = await receive();
  try {
    const { visitor: ann, user } = await signedIn();
    const base = `/t/${user.tenant.slug}`;
    const page = await ann.open(`${base}/settings/general`);
    await page.getByRole("navigation", { name: "Settings" }).getByRole("link", { name: "Webhooks" }).click();
    await page.getByRole("main").getByRole("link", { name: "New webhook" }).click();
    await page.getByLabel("URL").fill(URL_OF("/hook"));
    const find = page.getByRole("searchbox", { name: "Events" });
    await find.fill("nothing has this");
    await page.getByText("No event has these words.").waitFor();
    await find.fill("lead cre");
    assert.deepEqual(await page.getByRole("checkbox", { name: /^Lead: / }).evaluateAll((all) => all.map((one) => one.getAttribute("aria-label"))), ["Lead: created"]);
    await page.getByRole("checkbox", { name: "Lead: created" }).check();
    await find.fill("");
    await page.getByRole("checkbox", { name: "All of Contact" }).check();
    await page.getByText("5 of at most 50 chosen").waitFor();
    await ann.accessible();
    await page.getByRole("button", { name: "Create", exact: true }).click();
    const first = await secretOf(page);
    await ann.accessible(["light"]);
    await first.close();
    await ann.heading(URL_OF("/hook"));
    assert.ok(!(await page.content()).includes(first.secret), "it is shown once");

    await page.getByRole("button", { name: "Send test" }).click();
    await page.getByText(/^The receiver answered 204 in/).waitFor();
    const test = await receiver.find("/hook", "webhook.test");
    assert.ok(isSigned(test, first.secret), "the test is signed by the secret");

    // A receiver that fails: the try is counted, and the next one is named.
    receiver.answers.set("/hook", 500);
    await user.send("POST", "/api/leads", { name: "Ada" });
    const row = page.getByRole("row").filter({ hasText: "lead.created" });
    await row.getByText("Retrying").waitFor();
    assert.match(await row.innerText(), /500/);
    // The second try, five seconds later.
    await row.getByText("2 of 10").waitFor();
    await row.getByRole("button", { name: "Details of lead.created" }).click();
    const detail = page.getByRole("dialog", { name: "lead.created" });
    await detail.getByText("the receiver responded 500").waitFor();
    await ann.accessible(["light"]);
    await page.keyboard.press("Escape");
    await page.getByText("Failing").waitFor();
    await page.getByRole("combobox", { name: "State" }).selectOption("Failed");
    await page.getByText("No delivery is in this state").waitFor();
    await page.getByRole("combobox", { name: "State" }).selectOption("All");
    await row.waitFor();

    await page.getByRole("button", { name: "Rotate secret" }).click();
    const sure = page.getByRole("dialog", { name: "Rotate the secret?" });
    assert.match(await sure.innerText(), /24 hours/);
    await sure.getByRole("button", { name: "Rotate secret" }).click();
    const second = await secretOf(page);
    assert.match(second.text, /two signatures/);
    await second.close();
    await page.getByText("Two secrets sign.").waitFor();

    await page.getByRole("button", { name: "Replay" }).click();
    const replay = page.getByRole("dialog", { name: "Replay events" });
    await replay.getByLabel("To").fill("2020-01-01T00:00");
    await replay.getByRole("button", { name: "Replay" }).click();
    await replay.getByText("The end must be later than the start.").waitFor();
    await replay.getByLabel("To").fill("");
    await ann.accessible(["light"]);
    receiver.answers.delete("/hook");
    const before = receiver.came.length;
    await replay.getByRole("button", { name: "Replay" }).click();
    await page.getByText("1 event is sent once more.").waitFor();
    const again = await until(() => receiver.came.slice(before).find((one) => one.body.includes("lead.created")), "the replay");
    assert.ok(isSigned(again, first.secret) && isSigned(again, second.secret), "both secrets sign");
    await row.getByText("Delivered").waitFor();

    await page.getByRole("button", { name: "Pause" }).click();
    await page.getByText("Paused").first().waitFor();
    await page.getByRole("button", { name: "Send test" }).click();
    await page.getByText("The test waits until this webhook is resumed.").waitFor();
    await page.getByRole("button", { name: "Resume" }).click();
    await until(() => receiver.came.filter((one) => one.body.includes("webhook.test")).length === 2, "the test that waited");
    await page.goto(`${base}/webhooks`);
    await page.getByRole("row").filter({ hasText: URL_OF("/hook") }).getByText("204").waitFor();
    await ann.accessible();
  } finally {
    await receiver.close();
  }
});

acceptance("50. A member sees no webhooks, and finds no way to them", async ({ visitor, user }) => {
  const owner = await user();
  const member = await owner.invite("member");
  const mo = await visitor();
  await mo.signInAs(member);
  const base = `/t/${owner.tenant.slug}`;
  const page = await mo.open(`${base}/settings/general`);
  await page.getByRole("navigation", { name: "Settings" }).getByRole("link", { name: "Members" }).waitFor();
  assert.equal(await page.getByRole("link", { name: "Webhooks" }).count(), 0);
  for (const rest of ["", "/new", "/trash"]) {
    await page.goto(`${base}/webhooks${rest}`);
    await page.getByText("Admins see webhooks").waitFor();
  }
  await mo.accessible();
});
