import assert from "node:assert/strict";
import { acceptance } from "../support/browser.mjs";
import { newLead } from "../support/leads.mjs";
import { beyond } from "../support/width.mjs";

const LONG = "Verylongsurname".repeat(10);

// 320 pixels are 1,280 at 400 % (WCAG 2.2, 1.4.10).
for (const width of [360, 320]) {
  const narrow = { viewport: { width, height: 740 }, hasTouch: true };

  acceptance(`38. The ways in fit in ${width} pixels`, async ({ visitor }) => {
    const ann = await visitor(narrow);
    for (const path of ["/sign-in", "/register", "/code", "/forgot", "/reset-password#token=x", "/accept-invitation#token=x"]) {
      await ann.open(path);
      await ann.page.getByRole("heading", { level: 1 }).waitFor();
      assert.deepEqual(await beyond(ann.page), [], path);
      await ann.accessible();
    }
  });

  acceptance(`38. List, form, row and trash fit in ${width} pixels`, async ({ signedIn }) => {
    const { visitor: ann, user } = await signedIn(narrow);
    const { id } = await newLead(user, { name: LONG, company: LONG, notes: LONG });
    const other = await newLead(user, { name: `Ben ${LONG}` });
    await user.send("DELETE", `/api/leads/${other.id}`);
    for (const [path, words] of [["", LONG], ["/new", "Create"], [`/${id}`, LONG], ["/trash", "Ben"]]) {
      await ann.open(`/t/${user.tenant.slug}/leads${path}`);
      await ann.page.getByText(words).first().waitFor();
      if (path === `/${id}`) await ann.page.locator(".history-change").first().waitFor();
      assert.deepEqual(await beyond(ann.page), [], path);
      await ann.accessible();
    }
  });

  acceptance(`38. The settings of a tenant fit in ${width} pixels`, async ({ signedIn }) => {
    const { visitor: ann, user } = await signedIn(narrow);
    await user.verify();
    await user.send("POST", "/api/invitations", { email: `${LONG.toLowerCase().slice(0, 60)}@test.example`, role: "viewer" });
    for (const tab of ["general", "members", "invitations", "api-keys", "values", "audit", "danger"]) {
      await ann.open(`/t/${user.tenant.slug}/settings/${tab}`);
      await ann.page.getByRole("heading", { level: 1 }).waitFor();
      await ann.page.locator(".skeleton").first().waitFor({ state: "hidden" });
      assert.deepEqual(await beyond(ann.page), [], tab);
    }
  });
}
