import { acceptance } from "../support/browser.mjs";
import { newLead } from "../support/leads.mjs";

acceptance("35. With ten tabs open the eleventh loads, and hears of a change", async ({ signedIn }) => {
  const { visitor: ann, user } = await signedIn();
  await newLead(user);
  const shown = (page, name) => page.getByRole("link", { name }).waitFor();
  for (let tab = 1; tab <= 11; tab += 1) await shown(await ann.tab(`/t/${user.tenant.slug}/leads`), "Ada Lovelace");
  await newLead(user, { name: "Grace Hopper" });
  const eleventh = ann.context.pages().at(-1);
  await eleventh.locator(".list-fresh").getByRole("button").click();
  await shown(eleventh, "Grace Hopper");
});
