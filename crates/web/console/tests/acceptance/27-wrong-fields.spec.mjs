import assert from "node:assert/strict";
import { acceptance } from "../support/browser.mjs";

/** The words that a field's `aria-describedby` leads to. */
const described = (field) =>
  field.evaluate((one) => (one.getAttribute("aria-describedby") ?? "").split(" ").map((id) => document.getElementById(id)?.textContent ?? "").join(" "));

acceptance("27. What is wrong stands beside its field, has the focus and is announced", async ({ signedIn }) => {
  const { visitor: ann, user } = await signedIn();
  const page = await ann.open(`/t/${user.tenant.slug}/leads/new`);
  const name = page.getByLabel("Name", { exact: true });
  await page.getByRole("button", { name: "Create", exact: true }).click();
  await page.getByText("Fill this in.").first().waitFor();
  assert.equal(await name.getAttribute("aria-invalid"), "true");
  assert.match(await described(name), /Fill this in\./);
  assert.equal(await name.evaluate((field) => document.activeElement === field), true, "the field has the focus");
  await ann.accessible();

  // What only the server refuses, too.
  await page.route("**/api/leads", (route) => route.request().method() !== "POST" ? route.fallback() : route.fulfill({
    status: 422,
    contentType: "application/problem+json",
    body: JSON.stringify({ title: "Unprocessable", status: 422, code: "invalid", detail: "Two fields are wrong.", errors: [
      { field: "name", code: "taken", message: "is known already" },
      { field: "company", code: "unknown", message: "is no company" },
    ] }),
  }));
  await name.fill("Ada");
  await page.getByRole("button", { name: "Create", exact: true }).click();
  const summary = page.getByRole("alert").filter({ hasText: "is no company" });
  await summary.waitFor();
  assert.match(await described(name), /is known already/);
  assert.match(await described(page.getByLabel("Company")), /is no company/);
  assert.equal(await summary.evaluate((box) => box === document.activeElement || box.contains(document.activeElement)), true, "the summary has the focus");
  await summary.getByRole("link", { name: /is no company/ }).click();
  assert.equal(await page.getByLabel("Company").evaluate((field) => document.activeElement === field), true, "its link leads to the field");
  assert.equal(await name.inputValue(), "Ada");
});
