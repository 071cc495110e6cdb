import assert from "node:assert/strict";
import { acceptance } from "../support/browser.mjs";
import { Keyboard } from "../support/keyboard.mjs";
import { linkOf, mailTo, newEmail, PASSWORD } from "../support/server.mjs";

acceptance("38. The whole journey goes by keys alone, and the focus is seen all the way", async ({ visitor }) => {
  const ann = await visitor();
  const email = newEmail();
  const page = await ann.open("/register");
  const keys = new Keyboard(page);
  const field = (name) => page.getByLabel(name, { exact: true });
  const button = (name) => page.getByRole("button", { name, exact: true });
  const link = (name) => page.getByRole("link", { name, exact: true });

  await ann.heading("Create an account");
  await keys.fill(field("Your name"), "Ann");
  await keys.fill(field("E-mail"), email);
  await keys.fill(field("Password"), PASSWORD);
  await keys.press("Enter");
  await page.waitForURL((url) => url.pathname !== "/register");
  await ann.heading("Welcome");
  await ann.open(linkOf(await mailTo(email, "/verify-email")));
  await ann.heading("Confirm your address");
  await keys.use(button("Confirm address"));
  await page.getByText(`${email} is confirmed.`).waitFor();
  await keys.use(link("Go on"));

  await ann.heading("Welcome");
  await keys.fill(field("Your name"), "Ann Bell");
  await keys.press("Enter");
  await page.getByText("Step 2 of 5").waitFor();
  await keys.fill(field("Name"), "Bell Works");
  await keys.use(button("Save and go on"));
  for (const step of [3, 4]) {
    await page.getByText(`Step ${step} of 5`).waitFor();
    await keys.use(button("Skip"), "Space");
  }
  await page.getByText("Step 5 of 5").waitFor();
  await keys.use(button("Go to your workspace"));
  await page.waitForURL("**/t/*/");

  await keys.use(link("Leads"));
  await ann.heading("Leads");
  await keys.use(link("New lead").first());
  await ann.heading(/lead/i);
  await keys.fill(field("Name"), "Ada Lovelace");
  await keys.fill(field("Company"), "Analytical Engines");
  await keys.press("Enter");
  await button("Edit").waitFor();
  await keys.use(button("Edit"));
  await keys.fill(field("Company"), "Difference Engines");
  await keys.press("Control+s");
  await page.getByText("Difference Engines").first().waitFor();
  await button("Edit").waitFor();

  await keys.use(page.getByRole("navigation", { name: "Navigation" }).getByRole("link", { name: "Leads" }));
  await ann.heading("Leads");
  await keys.use(button("Filter"));
  const sheet = page.getByRole("dialog");
  await keys.to(sheet.getByLabel("Status"));
  await keys.press("w");
  await keys.use(sheet.getByRole("button", { name: "Apply" }));
  await page.getByText("Nothing matches").waitFor();
  await keys.use(button("Clear filters"));
  await keys.use(link("Ada Lovelace"));

  await keys.use(button("Delete"));
  await ann.heading("Leads");
  await keys.use(link("Trash"));
  await keys.use(page.getByRole("button", { name: /^Restore/ }));
  await page.getByText("The trash is empty").waitFor();
  await keys.use(page.getByRole("navigation", { name: "Navigation" }).getByRole("link", { name: "Leads" }));
  await link("Ada Lovelace").waitFor();

  const menu = button("Ann Bell");
  await keys.use(menu);
  const theme = page.getByRole("menuitem", { name: /^Theme/ });
  await keys.to(theme, "ArrowDown");
  await keys.press("Enter");
  await page.locator("html[data-theme=light]").waitFor();
  await keys.use(menu);
  await keys.to(page.getByRole("menuitem", { name: "Sign out" }), "ArrowUp");
  await keys.press("Enter");
  await ann.heading("Sign in");
});

/** @type {[string, string, RegExp][]} */
const UNSEEN = [
  ["has no ring", "outline: none", /shows no ring/],
  ["is out of the window", "position: fixed; left: -90px; inline-size: 80px", /is outside of the window/],
  ["is behind something else", "position: fixed; inset-block-start: 0; inset-inline-start: 0; z-index: -1", /is covered by/],
];

acceptance("38. The check of the focus notices a control that can't be seen to have it", async ({ visitor }) => {
  const ann = await visitor();
  const page = await ann.open("/sign-in");
  const keys = new Keyboard(page);
  await keys.to(page.getByLabel("E-mail"));
  assert.equal(await keys.fault(), null);
  for (const [what, style, fault] of UNSEEN) {
    await page.evaluate((style) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(`input[name=email] { ${style.replaceAll(";", " !important;")} !important }`);
      document.adoptedStyleSheets = [sheet];
    }, style);
    assert.match(String(await keys.fault()), fault, what);
  }
});
