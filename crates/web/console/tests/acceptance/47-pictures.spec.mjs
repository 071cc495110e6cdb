import assert from "node:assert/strict";
import { acceptance } from "../support/browser.mjs";
import { imageJobs, png, succeed } from "../support/images.mjs";
import { until } from "../support/server.mjs";
import { beyond } from "../support/width.mjs";

const base = (user) => `/t/${user.tenant.slug}/image-jobs`;

acceptance("47. The gallery shows each image with its prompt, the states as they change, and one of them large", async ({ signedIn }) => {
  const { visitor: ann, user } = await signedIn();
  imageJobs(user, [
    { prompt: "A fox in snow" }, { prompt: "A boat", status: "running" }, { prompt: "A crowd", status: "failed", error: "refused" },
    { prompt: "A bridge" }, { prompt: "A garden" },
  ]);
  const page = await ann.open(base(user));
  const image = (prompt) => page.getByRole("listitem").getByRole("img", { name: prompt });
  await image("A fox in snow").waitFor();
  assert.equal(await page.getByRole("list", { name: "Images" }).getByRole("listitem").count(), 5);
  await page.getByText("Being made").waitFor();
  await page.getByText("The generator refuses this prompt. Describe it in another way.").waitFor();
  await ann.accessible();

  succeed(user, "A boat");
  await image("A boat").waitFor();
  assert.ok(await until(() => image("A boat").evaluate((/** @type {HTMLImageElement} */ one) => one.naturalWidth === 64), "the image itself"));

  // Large, by keys alone; the focus comes back to the image that was looked at last.
  await page.getByRole("link", { name: "A fox in snow" }).focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Image" });
  await dialog.getByRole("img", { name: "A fox in snow" }).waitFor();
  await dialog.getByText("64 × 64").waitFor();
  await ann.accessible(["light"]);
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowRight");
  await dialog.getByRole("img", { name: "A boat" }).waitFor();
  await page.keyboard.press("ArrowRight");
  await dialog.getByText("The generator refuses this prompt").waitFor();
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "hidden" });
  await until(() => page.getByRole("link", { name: "A crowd" }).evaluate((one) => one === document.activeElement), "the focus at the image");
  assert.equal(new URL(page.url()).search, "");

  // Asked for again, it is made in earnest.
  await page.getByRole("button", { name: "Retry: A crowd" }).click();
  await image("A crowd").waitFor();
  const tile = (prompt) => page.getByRole("listitem").filter({ has: page.getByRole("img", { name: prompt }) });
  await tile("A bridge").hover();
  const [saved] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Download: A bridge" }).click()]);
  assert.equal(saved.suggestedFilename(), "a-bridge.png");

  await page.getByRole("link", { name: "A garden" }).focus();
  await page.getByRole("button", { name: "Delete: A garden" }).click();
  await image("A garden").waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Undo" }).click();
  await image("A garden").waitFor();
});

/**
 * Hands a file to the page as a paste or a drop does. Runs in the page.
 * @param {{kind: "paste"|"drop", name: string, type: string, bytes: number[]}} file
 */
function hand({ kind, name, type, bytes }) {
  const data = new DataTransfer();
  data.items.add(new File([new Uint8Array(bytes)], name, { type }));
  const how = { bubbles: true, cancelable: true };
  if (kind === "paste") document.activeElement.dispatchEvent(new ClipboardEvent("paste", { ...how, clipboardData: data }));
  else document.querySelector(".file-drop").dispatchEvent(new DragEvent("drop", { ...how, dataTransfer: data }));
}

acceptance("47. A reference image comes by paste, drop or choice, and what is wrong with it stands beside its field", async ({ signedIn }) => {
  const { visitor: ann, user } = await signedIn();
  await ann.context.addInitScript(() => {
    const [make, revoke] = [URL.createObjectURL, URL.revokeObjectURL];
    const open = new Set();
    Object.assign(window, { openUrls: open });
    URL.createObjectURL = (blob) => {
      const url = make.call(URL, blob);
      open.add(url);
      return url;
    };
    URL.revokeObjectURL = (url) => {
      open.delete(url);
      revoke.call(URL, url);
    };
  });
  const page = await ann.open(`${base(user)}/new`);
  const field = page.getByLabel("Reference image");
  const wrong = () => field.evaluate((one) => (one.getAttribute("aria-describedby") ?? "").split(" ").map((id) => document.getElementById(id)?.textContent).join(" "));
  const says = (words) => until(async () => (await wrong()).includes(words), words);
  const preview = (name) => page.getByRole("img", { name: `Preview of ${name}` });
  const give = (kind, name, type, bytes) => page.evaluate(hand, { kind, name, type, bytes: [...bytes] });
  await page.getByLabel("Prompt").fill("The same in blue");
  await page.getByLabel("Prompt").focus();
  await give("paste", "pasted.png", "image/png", png());
  await preview("pasted.png").waitFor();
  await give("drop", "words.png", "image/png", Buffer.from("no image"));
  await says("Choose a PNG, JPEG or WebP image.");
  await give("drop", "wide.png", "image/png", png(8200, 8));
  await says("this one has 8200 × 8");
  assert.equal(await preview("pasted.png").count(), 0);
  await ann.accessible(["light"]);

  // What only the server sees: the file ends in the middle.
  await give("drop", "cut.png", "image/png", png(640).subarray(0, 200));
  await preview("cut.png").waitFor();
  await page.getByRole("button", { name: "Create" }).click();
  await says("can't be read");
  await field.setInputFiles({ name: "whole.png", mimeType: "image/png", buffer: png() });
  await preview("whole.png").waitFor();
  await page.getByRole("button", { name: "Create" }).click();
  await page.waitForURL(/image-jobs\/[0-9a-f-]{36}$/);
  await page.getByRole("img", { name: "The same in blue" }).waitFor();
  await ann.accessible();
  const { items } = await user.send("GET", "/api/image-jobs");
  assert.deepEqual(items.map((one) => [one.prompt, one.has_reference]), [["The same in blue", true]]);
  assert.deepEqual(await page.evaluate(() => [.../** @type {any} */ (window).openUrls]), []);
});

acceptance("47. A viewer sees images and no control that writes, and nothing is cut off on a phone", async ({ visitor, user }) => {
  const owner = await user();
  const viewer = await owner.invite("viewer");
  imageJobs(viewer, [{ prompt: "A fox in snow" }, { prompt: "A crowd", status: "failed", error: "refused" }], owner.tenant);
  const eve = await visitor({ viewport: { width: 360, height: 800 } });
  await eve.signInAs(viewer);
  const page = await eve.open(base(owner));
  await page.getByRole("img", { name: "A fox in snow" }).waitFor();
  assert.deepEqual(await beyond(page), []);
  await eve.accessible(["dark"]);
  const writing = /^(New|Retry|Delete|Restore|Create|Trash|Import|Edit)\b/;
  for (const path of ["", "?image", "?view=table"]) {
    if (path === "?image") await page.getByRole("link", { name: "A crowd" }).click();
    else if (path) await eve.open(base(owner) + path);
    await page.getByText("A crowd").first().waitFor();
    for (const role of /** @type {const} */ (["button", "link", "checkbox"])) {
      assert.deepEqual(await page.getByRole(role, { name: writing }).allInnerTexts(), [], `${role} at ${path}`);
    }
  }
});
