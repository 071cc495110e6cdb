import assert from "node:assert/strict";
import { acceptance } from "../support/browser.mjs";
import { until } from "../support/server.mjs";

acceptance("10. A passkey is registered, and the sign-in page's autofill offers it", async ({ signedIn }) => {
  const { visitor: ann } = await signedIn();
  const page = await ann.open("/account/security");
  const debug = await ann.context.newCDPSession(page);
  await debug.send("WebAuthn.enable");
  const { authenticatorId } = await debug.send("WebAuthn.addVirtualAuthenticator", {
    options: { protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true, isUserVerified: true },
  });
  await page.getByRole("button", { name: "Add passkey" }).click();
  await page.getByLabel("Name", { exact: true }).fill("Work laptop");
  await page.getByRole("button", { name: "Create passkey" }).click();
  const dialog = page.getByRole("dialog", { name: "Your recovery codes" });
  await dialog.waitFor();
  await dialog.getByRole("button", { name: "I saved them" }).click();
  await page.getByText("Work laptop").first().waitFor();
  const { credentials } = await debug.send("WebAuthn.getCredentials", { authenticatorId });
  assert.equal(credentials.length, 1);

  // The page asks for a passkey by itself; the authenticator answers as a person does who picks it from the autofill.
  await ann.context.clearCookies({ name: "session" });
  await page.goto("/sign-in");
  await until(() => new URL(page.url()).pathname !== "/sign-in", "the passkey signs in");
  assert.equal(await page.evaluate(async () => (await fetch("/auth/me")).status), 200);
});
