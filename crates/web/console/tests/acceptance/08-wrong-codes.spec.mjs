import assert from "node:assert/strict";
import { acceptance } from "../support/browser.mjs";
import { codeOf, mailTo, newEmail } from "../support/server.mjs";

acceptance("8. After three wrong codes a countdown runs, and ends by itself", async ({ visitor }) => {
  const ann = await visitor();
  await ann.context.clock.install();
  const email = newEmail();
  const page = await ann.open("/code");
  await page.getByLabel("E-mail or phone").fill(email);
  await page.getByRole("button", { name: "Send code" }).click();
  const digits = page.getByLabel("Code", { exact: true });
  await digits.waitFor();
  await ann.accessible();
  const code = codeOf(await mailTo(email));
  const wrong = code === "111111" ? "222222" : "111111";
  for (const said of [/2 tries are left/, /One try is left/, /Too many wrong codes\. Go on in \d+:\d\d/]) {
    await digits.fill(wrong);
    await page.getByText(said).first().waitFor();
  }
  await ann.accessible();
  assert.equal(await digits.isDisabled(), true, "no code is taken during the countdown");

  const time = async () => /in (\d+):(\d\d)/.exec(await page.getByText(/Go on in/).first().innerText());
  const before = await time();
  await ann.context.clock.runFor(5_000);
  const after = await time();
  const seconds = (/** @type {string[]} */ [, minutes, rest]) => 60 * Number(minutes) + Number(rest);
  assert.ok(seconds(before) > seconds(after), `${before[0]}, then ${after[0]}`);
  await ann.context.clock.fastForward(1000 * (seconds(after) + 5));
  await page.getByText(/Go on in/).first().waitFor({ state: "hidden" });
});

acceptance("8. The right code signs in", async ({ visitor }) => {
  const ann = await visitor();
  const email = newEmail();
  const page = await ann.open("/code");
  await page.getByLabel("E-mail or phone").fill(email);
  await page.getByRole("button", { name: "Send code" }).click();
  await page.getByLabel("Code", { exact: true }).fill(codeOf(await mailTo(email)));
  await page.waitForURL((url) => url.pathname !== "/code");
  const answer = await ann.context.request.get("/auth/me");
  assert.equal((await answer.json()).user.email, email);
});
