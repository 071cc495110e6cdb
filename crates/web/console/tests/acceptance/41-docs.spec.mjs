import assert from "node:assert/strict";
import { acceptance } from "../support/browser.mjs";

/** Opens an operation of the reference, and gives its block. */
async function openOperation(page, group, id) {
  const heading = page.locator(`#operations-tag-${group}`);
  if ((await heading.getAttribute("data-is-open")) === "false") await heading.click();
  const block = page.locator(`#operations-${group}-${id}`);
  await block.locator(".opblock-summary-control").click();
  await block.getByRole("button", { name: "Execute" }).waitFor();
  return block;
}

/** Sends an opened operation, and gives the status and the text of the response. */
async function execute(block) {
  await block.getByRole("button", { name: "Execute" }).click();
  const row = block.locator(".live-responses-table tbody tr.response");
  const status = row.locator(".response-col_status");
  await status.waitFor();
  return { status: Number(/\d{3}/.exec(await status.innerText())[0]), text: await row.innerText() };
}

acceptance("41. In the reference a signed-in user tries a read and a write with their session", async ({ signedIn }) => {
  const { visitor: ann, user } = await signedIn();
  const page = await ann.open("/docs");
  await page.locator("#operations-tag-leads").waitFor();
  assert.equal(await page.locator(".opblock").count(), 0, "no operation is drawn before its group is opened");

  const me = await execute(await openOperation(page, "auth", "findMe"));
  assert.equal(me.status, 200);
  assert.match(me.text, new RegExp(user.email));

  const create = await openOperation(page, "leads", "createLead");
  await create.locator("textarea").fill(JSON.stringify({ name: "Made in the reference" }));
  assert.equal((await execute(create)).status, 201);
  const { items } = await user.send("GET", "/api/leads");
  assert.deepEqual(items.map((one) => one.name), ["Made in the reference"]);
});

acceptance("41. The reference asks for bearer tokens alone, and sends one without the session", async ({ signedIn }) => {
  const { visitor: ann, user } = await signedIn();
  await user.verify();
  const { key } = await user.send("POST", "/api/api-keys", { name: "Reference", scopes: ["leads:read"] });
  const page = await ann.open("/docs");
  await page.getByRole("button", { name: "Authorize" }).first().click();
  const dialog = page.locator(".dialog-ux");
  const apiKey = dialog.locator(".auth-container").filter({ hasText: "apiKey" });
  await apiKey.waitFor();
  const schemes = (await dialog.locator(".auth-container h4").allInnerTexts()).map((text) => text.split(/\s/)[0]);
  assert.deepEqual(schemes.sort(), ["accessToken", "apiKey"]);
  await apiKey.getByRole("textbox").fill(key);
  await apiKey.getByRole("button", { name: "Apply credentials" }).click();
  await dialog.getByRole("button", { name: "Close" }).first().click();
  assert.equal((await execute(await openOperation(page, "leads", "listLeads"))).status, 200);
  assert.equal((await execute(await openOperation(page, "leads", "createLead"))).status, 403, "the key only reads");
});

acceptance("41. A stream of events that is tried shows what came in its first seconds", async ({ signedIn }) => {
  const { visitor: ann } = await signedIn();
  const page = await ann.open("/docs");
  await page.locator("#operations-tag-events").waitFor();
  const streamed = await execute(await openOperation(page, "events", "followEvents"));
  assert.equal(streamed.status, 200);
});

acceptance("41. axe finds no fault on the guides and on the plain page of the reference", async ({ visitor }) => {
  const ann = await visitor();
  await ann.open("/docs/guides");
  await ann.heading("Guides");
  await ann.accessible();
  const page = await ann.open("/docs/plain");
  await page.locator("details#createLead summary").click();
  await ann.accessible();
});

acceptance("41. A link of the guides opens its operation in the reference", async ({ visitor }) => {
  const ann = await visitor();
  const page = await ann.open("/docs/guides");
  await ann.heading("Guides");
  await page.getByRole("link", { name: "GET /api/leads" }).click();
  await page.locator("#operations-leads-listLeads").getByRole("button", { name: "Execute" }).waitFor();
});

acceptance("41. Without scripts the reference is the plain page", async ({ visitor }) => {
  const ann = await visitor({ javaScriptEnabled: false });
  const page = await ann.open("/docs");
  await page.waitForURL("**/docs/plain");
  await page.locator("details#createLead summary").click();
  await page.locator("details#createLead").getByText("422", { exact: true }).waitFor();
});
