import { acceptance } from "../support/browser.mjs";
import { newLead } from "../support/leads.mjs";

acceptance("23. A row that was deleted is back by Undo, and from the trash", async ({ signedIn }) => {
  const { visitor: ann, user } = await signedIn();
  const { id } = await newLead(user);
  const base = `/t/${user.tenant.slug}/leads`;
  const page = await ann.open(`${base}/${id}`);
  const row = page.getByRole("link", { name: "Ada Lovelace" });
  await page.getByRole("button", { name: "Delete" }).click();
  await page.waitForURL(`**${base}`);
  await page.getByRole("button", { name: "Undo" }).click();
  await row.waitFor();
  await user.send("GET", `/api/leads/${id}`);

  await user.send("DELETE", `/api/leads/${id}`);
  await ann.open(`${base}/trash`);
  await page.getByText("Ada Lovelace").first().waitFor();
  await page.getByRole("button", { name: /^Restore/ }).click();
  await page.getByText("The trash is empty").waitFor();
  await ann.open(base);
  await row.waitFor();
});
