import assert from "node:assert/strict";
import { acceptance } from "../support/browser.mjs";
import { linkOf, mailTo, newEmail, ORIGIN, PASSWORD } from "../support/server.mjs";

acceptance("6. One registers, and confirms the address by the link of the e-mail", async ({ visitor }) => {
  const ann = await visitor();
  const email = newEmail();
  const page = await ann.open("/register");
  await ann.heading("Create an account");
  await ann.accessible();
  await page.getByLabel("Your name").fill("Ann");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Create account" }).click();
  await page.waitForURL((url) => url.pathname !== "/register");

  await ann.open(linkOf(await mailTo(email, "/verify-email")));
  await ann.heading("Confirm your address");
  assert.equal(page.url(), `${ORIGIN}/verify-email`);
  await ann.accessible();
  await page.getByRole("button", { name: "Confirm address" }).click();
  await page.getByText(`${email} is confirmed.`).waitFor();
  const answer = await ann.context.request.get("/auth/me");
  assert.equal((await answer.json()).user.email_verified, true);
});

acceptance("6. The link confirms once", async ({ signedIn }) => {
  const { visitor: ann, user } = await signedIn();
  const link = linkOf(await mailTo(user.email, "/verify-email"));
  await user.verify();
  await ann.open(link);
  await ann.page.getByRole("button", { name: "Confirm address" }).click();
  await ann.heading("This link no longer works");
});
