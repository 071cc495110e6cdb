/** The icons that are drawn: each that a resource or a screen names is there, and none besides. */
import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { ORIGIN } from "./support/server.mjs";

const CONSOLE = join(import.meta.dirname, "..");

test("each icon that the API's description names is drawn, and each that is drawn is named", async () => {
  const shapes = readFileSync(join(CONSOLE, "icons.svg"), "utf8");
  const drawn = new Set([...shapes.matchAll(/<symbol id="([^"]+)"/g)].map((match) => match[1]));
  const described = await (await fetch(`${ORIGIN}/openapi.json`)).text();
  const named = new Set([...described.matchAll(/"icon":\s*"([^"]+)"/g)].map((match) => match[1]));
  assert.ok(named.size > 10, `${named.size}`);
  assert.deepEqual([...named].filter((name) => !drawn.has(name)), []);
  const scripts = globSync("**/*.js", { cwd: CONSOLE, exclude: ["tests/**"] });
  const text = scripts.map((file) => readFileSync(join(CONSOLE, file), "utf8")).join("\n");
  const fixed = [...text.matchAll(/<\$\{Icon\} name="([^"]+)"|\bicon="([^"]+)"/g)].map((match) => match[1] ?? match[2]);
  assert.deepEqual(fixed.filter((name) => !drawn.has(name)), []);
  const unused = [...drawn].filter((name) => !named.has(name) && !text.includes(`"${name}"`));
  assert.deepEqual(unused, []);
});
