import { acceptance } from "../support/browser.mjs";

acceptance("39. The settings of a tenant have no fault that axe finds", async ({ signedIn }) => {
  const { visitor: ann, user } = await signedIn();
  await user.verify();
  for (const tab of ["general", "members", "invitations", "api-keys", "values", "audit", "danger"]) {
    await ann.open(`/t/${user.tenant.slug}/settings/${tab}`);
    await ann.page.getByRole("navigation").getByRole("link", { name: "API keys" }).first().waitFor();
    await ann.page.locator(".skeleton").first().waitFor({ state: "hidden" });
    await ann.accessible();
  }
});
