/** The icons that are drawn: each that a resource or a screen names is there, and none besides. */
import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { icons } from "../ui/icons.js";
import { ORIGIN } from "./support/server.mjs";

const CONSOLE = join(import.meta.dirname, "..");

test("each icon that the API's description names is drawn, and each that is drawn is named", async () => {
  const described = await (await fetch(`${ORIGIN}/openapi.json`)).text();
  const named = new Set([...described.matchAll(/"icon":\s*"([^"]+)"/g)].map((match) => match[1]));
  assert.ok(named.size > 10, `${named.size}`);
  assert.deepEqual([...named].filter((name) => !(name in icons)), []);
  const scripts = globSync("**/*.js", { cwd: CONSOLE, exclude: ["tests/**", "ui/icons.js"] });
  const text = scripts.map((file) => readFileSync(join(CONSOLE, file), "utf8")).join("\n");
  const unused = Object.keys(icons).filter((name) => !named.has(name) && !text.includes(`"${name}"`) && !text.includes(`icons.${name}`));
  assert.deepEqual(unused, []);
});
