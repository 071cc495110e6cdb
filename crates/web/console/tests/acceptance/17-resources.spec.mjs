import assert from "node:assert/strict";
import { acceptance } from "../support/browser.mjs";
import { collections } from "../support/description.mjs";
import { newLead } from "../support/leads.mjs";

acceptance("17. Every resource of the description has a list, a form and a trash", async ({ signedIn }) => {
  const { visitor: ann, user } = await signedIn();
  const all = await collections(user);
  assert.ok(all.length >= 10, `only ${all.length} resources`);
  const base = `/t/${user.tenant.slug}`;
  for (const { plural, create, restore } of all) {
    const screens = [["", true], ["/new", create], ["/trash", restore]];
    for (const [place, there] of screens) {
      if (!there) continue;
      await ann.open(`${base}/${plural}${place}`);
      const heading = ann.page.getByRole("heading", { level: 1 });
      await heading.waitFor().catch(() => assert.fail(`${plural}${place} has no heading`));
      await ann.page.locator("[aria-busy=true]").waitFor({ state: "hidden" });
      assert.doesNotMatch(await heading.innerText(), /exist/, `${plural}${place}`);
      if (place === "/new") await ann.page.locator("form").getByRole("button", { name: "Create" }).waitFor();
    }
  }
});

acceptance("39. List, form, row and trash have no fault that axe finds", async ({ signedIn }) => {
  const { visitor: ann, user } = await signedIn();
  const base = `/t/${user.tenant.slug}/leads`;
  const empty = await ann.open(base);
  await empty.getByText("No leads yet").waitFor();
  await ann.accessible();
  const { id } = await newLead(user);
  const other = await newLead(user, { name: "Ben" });
  await user.send("DELETE", `/api/leads/${other.id}`);
  for (const [path, words] of [["", "Ada Lovelace"], ["/new", "Create"], [`/${id}`, "Ada Lovelace"], ["/trash", "Ben"]]) {
    await ann.open(base + path);
    await ann.page.getByText(words).first().waitFor();
    await ann.accessible();
  }
});
