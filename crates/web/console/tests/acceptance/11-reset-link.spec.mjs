import assert from "node:assert/strict";
import { acceptance } from "../support/browser.mjs";
import { linkOf, mailTo, ORIGIN, tokenOf } from "../support/server.mjs";

const OTHER = "sixteen turtles running";

acceptance("11. A link for another password works once, and its token leaves the address bar", async ({ visitor, user }) => {
  const { email } = await user();
  const ann = await visitor();
  const page = await ann.open("/forgot");
  await ann.heading("Forgot your password");
  await ann.accessible();
  await page.getByLabel("E-mail").fill(email);
  await page.getByRole("button", { name: "Send link" }).click();
  await page.getByText("is on its way").waitFor();

  const message = await mailTo(email, "/reset-password");
  await ann.open(linkOf(message));
  await ann.heading("Choose a new password");
  assert.equal(page.url(), `${ORIGIN}/reset-password`);
  const addresses = await page.evaluate(() => [location.href, history.state, document.referrer]);
  assert.ok(!JSON.stringify(addresses).includes(tokenOf(message)));
  await ann.accessible();
  await page.getByLabel("New password").fill(OTHER);
  await page.getByRole("button", { name: "Save password" }).click();
  await ann.heading("Password saved");

  await ann.open("/sign-in");
  await ann.enterPassword(email, OTHER);
  await page.waitForURL((url) => url.pathname !== "/sign-in");

  const ben = await visitor();
  await ben.open(linkOf(message));
  await ben.page.getByLabel("New password").fill("seventeen turtles resting");
  await ben.page.getByRole("button", { name: "Save password" }).click();
  await ben.heading("This link no longer works");
  await ben.accessible();
});

acceptance("11. An address without an account gets the same answer", async ({ visitor, user }) => {
  const { email } = await user();
  const seen = [];
  for (const address of [email, "stranger@test.example"]) {
    const ann = await visitor();
    await ann.open("/forgot");
    await ann.page.getByLabel("E-mail").fill(address);
    await ann.page.getByRole("button", { name: "Send link" }).click();
    await ann.page.getByText("is on its way").waitFor();
    seen.push((await ann.page.getByRole("main").innerText()).replace(address, "…"));
  }
  assert.equal(seen[0], seen[1]);
});
