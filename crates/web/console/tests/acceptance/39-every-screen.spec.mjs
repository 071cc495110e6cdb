/**
 * Every screen of `routes.js`: axe finds nothing, and nothing scrolls sideways. Each once, in one of two widths and themes by turns;
 * those of resources for leads, and by turns one for each other resource of the description. EVERY_SCREEN=1 looks at each screen of
 * each resource in both widths and themes, and leaves pictures in `target/screens`.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { acceptance } from "../support/browser.mjs";
import { collections } from "../support/description.mjs";
import { newLead } from "../support/leads.mjs";
import { newEmail, PATIENCE } from "../support/server.mjs";
import { beyond } from "../support/width.mjs";

const CONSOLE = join(import.meta.dirname, "../..");
const PICTURES = join(CONSOLE, "../../../target/screens");
const FULL = process.env.EVERY_SCREEN === "1";

/** @type {{width: number, theme: "light"|"dark"}[]} */
const LOOKS = [{ width: 1280, theme: "light" }, { width: 360, theme: "dark" }, { width: 360, theme: "light" }, { width: 1280, theme: "dark" }];

/** The patterns of `routes.js`, those that ask for a sign-in or the others. */
const patterns = (isOpen) =>
  [...readFileSync(join(CONSOLE, "core/routes.js"), "utf8").matchAll(/^ {2}\["(\/[^"]*)", (OPEN|ACCOUNT|TENANT),/gm)]
    .filter(([, , place]) => (place === "OPEN") === isOpen)
    .map(([, pattern]) => pattern);

/** A tenant with a row of what its screens show, and a platform admin who owns it. */
async function furnished(user) {
  await user.becomePlatformAdmin();
  const lead = await newLead(user, { name: "Ada Lovelace", company: "Analytical Engines", email: "ada@example.com" });
  const gone = await newLead(user, { name: "Ben Bitdiddle" });
  await user.send("DELETE", `/api/leads/${gone.id}`);
  const contact = await user.send("POST", "/api/contacts", { name: "Grace Hopper", email: "grace@example.com", company: "Compilers Inc" });
  await user.send("POST", "/api/invitations", { email: newEmail("carl"), role: "member" });
  await user.invite("member", "dora");
  return { leads: lead.id, contacts: contact.id };
}

/** The paths of all screens that ask for a sign-in. */
async function screensOf(user) {
  const rows = await furnished(user);
  const lists = await collections(user);
  const { paths } = await user.send("GET", "/openapi.json");
  /** Which lists have a part. */
  const has = {
    "": () => true,
    "/new": ({ create }) => create,
    "/trash": ({ restore }) => restore,
    "/import": ({ path }) => Boolean(paths[`${path}/import`]?.post),
    "/:id": ({ plural }) => Boolean(rows[plural]),
  };
  return patterns(false).flatMap((pattern) => {
    const filled = pattern.replace(":slug", user.tenant.slug);
    const part = /^\/t\/[^/]+\/:things(.*)$/.exec(filled);
    if (!part) return filled.replace("/platform/tenants/:id", `/platform/tenants/${user.tenant.id}`);
    assert.ok(part[1] in has, `what is ${pattern}?`);
    const turn = Object.keys(has).indexOf(part[1]);
    return lists.filter((list, at) => has[part[1]](list) && (FULL || list.plural === "leads" || at % 3 === turn))
      .map((list) => filled.replace(":things", list.plural).replace(":id", rows[list.plural]));
  });
}

/** Opens a screen, and waits until all of it is there. */
async function open(ann, path) {
  const page = await ann.open(path);
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.locator(".shell-loading, .skeleton, [aria-busy=true]").first().waitFor({ state: "hidden" });
  return page;
}

/** Looks at screens; the place of each in the list says which of the looks it has. */
async function look(ann, paths, name, looksOf) {
  const faults = [];
  // Told at once: all screens together take minutes.
  const fault = (text) => {
    console.log(text);
    faults.push(text);
  };
  for (const [at, path] of paths.entries()) {
    for (const { width, theme } of looksOf(at)) {
      const what = `${path} at ${width} in ${theme}`;
      await (ann.page ?? (await ann.open("about:blank"))).setViewportSize({ width, height: 800 });
      await ann.page.emulateMedia({ colorScheme: theme });
      // A path that differs in its fragment alone would be the same page.
      if (path.includes("#")) await ann.open("about:blank");
      const page = await open(ann, path);
      const wide = await beyond(page);
      if (wide.length) fault(`${what}: ${wide.join("; ")}`);
      await ann.accessible([theme]).catch((error) => fault(`${what}: ${error.message}`));
      const file = name(path).replace(/^\//, "").replaceAll(/[^a-z0-9:]+/g, "-").replaceAll(":", "");
      if (FULL) await page.screenshot({ path: join(PICTURES, `${width}-${theme}`, `${file}.png`), fullPage: true });
    }
  }
  console.log(`${paths.length} screens`);
  assert.deepEqual(faults, []);
}

const looksOf = (at) => (FULL ? LOOKS : [LOOKS[at % LOOKS.length]]);
const PATIENT = (FULL ? 24 : 6) * PATIENCE;

acceptance("39. axe finds no fault on any screen before the sign-in, and none scrolls sideways", async ({ visitor }) => {
  const fragment = { "/verify-email": "#token=x", "/reset-password": "#token=x", "/accept-invitation": "#token=x" };
  const paths = patterns(true).map((path) => path + (fragment[path] ?? ""));
  assert.ok(paths.length >= 7, `${paths}`);
  await look(await visitor(), paths, (path) => path, looksOf);
}, PATIENT);

acceptance("39. axe finds no fault on any screen of an account, a tenant or the platform, and none scrolls sideways", async ({ signedIn }) => {
  const { visitor: ann, user } = await signedIn();
  const paths = await screensOf(user);
  assert.ok(paths.length >= 40, `${paths}`);
  await ann.signInAs(user);
  await look(ann, paths, (path) => path.replace(user.tenant.slug, "").replace(/[0-9a-f-]{36}/, "id"), looksOf);
}, PATIENT);
