import { acceptance } from "../support/browser.mjs";

acceptance("1. `/` shows the sign-in page to a stranger", async ({ visitor }) => {
  const ann = await visitor();
  await ann.open("/");
  await ann.heading("Sign in");
  await ann.page.waitForURL("**/sign-in*");
  await ann.accessible();
});
