import assert from "node:assert/strict";
import { acceptance } from "../support/browser.mjs";
import { newEmail } from "../support/server.mjs";

acceptance("7. A wrong password and an unknown address get the same words and layout", async ({ visitor, user }) => {
  const { email } = await user();
  const seen = [];
  for (const address of [email, newEmail("ann")]) {
    const ann = await visitor();
    await ann.open("/sign-in");
    await ann.enterPassword(address, "never was the password");
    await ann.page.getByText("The e-mail address or the password is wrong.").first().waitFor();
    const main = ann.page.getByRole("main");
    seen.push({ words: await main.innerText(), place: await main.boundingBox() });
    await ann.accessible();
  }
  assert.deepEqual(seen[0], seen[1]);
});
