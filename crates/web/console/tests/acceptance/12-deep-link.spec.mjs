import assert from "node:assert/strict";
import { acceptance } from "../support/browser.mjs";
import { newLead } from "../support/leads.mjs";
import { ORIGIN } from "../support/server.mjs";

acceptance("12. A link into the console leads a stranger to the sign-in, then exactly there", async ({ visitor, user }) => {
  const owner = await user();
  await newLead(owner);
  const place = `/t/${owner.tenant.slug}/leads?q=Ada&sort=name`;
  const ann = await visitor();
  await ann.open(place);
  await ann.heading("Sign in");
  await ann.enterPassword(owner.email);
  await ann.page.getByRole("link", { name: "Ada Lovelace" }).waitFor();
  assert.equal(ann.page.url(), ORIGIN + place);
});
