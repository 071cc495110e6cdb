import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import { acceptance } from "../support/browser.mjs";
import { newLead } from "../support/leads.mjs";

const MOST = 50 * 1024;

/** Opens a path, and sums the scripts that came before its screen was there, each compressed as the server does at best. */
async function scriptBefore(visitor, path, there) {
  const bodies = [];
  visitor.context.on("response", (response) => {
    if (response.request().resourceType() === "script") bodies.push(response.body());
  });
  await visitor.open(path);
  await there(visitor.page).waitFor();
  const sizes = (await Promise.all(bodies)).map((body) => gzipSync(body, { level: 9 }).length);
  assert.ok(sizes.length > 0);
  return sizes.reduce((sum, size) => sum + size, 0);
}

acceptance("3. Before the sign-in page come at most 50 KB of script", async ({ visitor }) => {
  const sum = await scriptBefore(await visitor(), "/sign-in", (page) => page.getByRole("heading", { level: 1, name: "Sign in" }));
  console.log(`${sum} bytes before the sign-in page`);
  assert.ok(sum <= MOST, `${sum} bytes`);
});

acceptance("3. Before a list come at most 50 KB of script", async ({ signedIn }) => {
  const { visitor: ann, user } = await signedIn();
  await newLead(user);
  const sum = await scriptBefore(ann, `/t/${user.tenant.slug}/leads`, (page) => page.getByRole("link", { name: "Ada Lovelace" }));
  console.log(`${sum} bytes before a list`);
  assert.ok(sum <= MOST, `${sum} bytes`);
});
