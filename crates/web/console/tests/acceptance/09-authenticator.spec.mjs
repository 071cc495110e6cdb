import assert from "node:assert/strict";
import { acceptance } from "../support/browser.mjs";
import { until } from "../support/server.mjs";
import { codeOf } from "../support/totp.mjs";

acceptance("9. An authenticator app is set up by the typed secret; its recovery codes are shown once, and one signs in", async ({ visitor, signedIn }) => {
  const { visitor: ann, user } = await signedIn();
  const page = await ann.open("/account/security");
  await page.getByRole("button", { name: "Set up" }).first().click();
  const picture = page.getByRole("img", { name: "QR code for your authenticator app" });
  await picture.waitFor();
  assert.ok(await picture.evaluate((image) => /** @type {HTMLImageElement} */ (image).naturalWidth) > 0, "the QR code is drawn");
  const secret = await page.getByLabel("Secret", { exact: true }).innerText();
  const address = await page.getByRole("link", { name: "Open in an app on this device" }).getAttribute("href");
  assert.equal(new URL(address).searchParams.get("secret"), secret.replace(/\s/g, ""), "the QR code's address has the same secret");
  await ann.accessible();
  await page.getByLabel("Code from the app").fill(codeOf(secret));

  const dialog = page.getByRole("dialog", { name: "Your recovery codes" });
  await dialog.waitFor();
  await ann.accessible();
  const codes = (await dialog.innerText()).match(/\b[a-z0-9]{4,}(?:-[a-z0-9]{4,})+\b/gi) ?? [];
  assert.ok(codes.length >= 8, `${codes}`);
  await page.keyboard.press("Escape");
  assert.equal(await dialog.isVisible(), true, "it stays");
  await dialog.getByRole("button", { name: "I saved them" }).click();
  await dialog.waitFor({ state: "hidden" });
  await page.reload();
  await ann.heading("Security");
  assert.ok(!(await page.content()).includes(codes[0]), "they are shown once");

  const other = await visitor();
  await other.open("/sign-in");
  await other.enterPassword(user.email);
  const typed = other.page.getByLabel(/code/i).first();
  await typed.waitFor();
  await other.accessible();
  // The code that set the app up counts once; the next one is taken a step early.
  await typed.fill(codeOf(secret, 1));
  await until(() => new URL(other.page.url()).pathname !== "/sign-in", "the second factor signs in");
});
