/** CONSOLE §4, 3: how much script there is. What the first screen takes of it, `acceptance/03-budget.spec.mjs` measures. */
import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { gzipSync } from "node:zlib";

const CONSOLE = join(import.meta.dirname, "..");
const MOST = 100 * 1024;

test("all scripts of the console together are at most 100 KB, each compressed", () => {
  const files = globSync("**/*.js", { cwd: CONSOLE, exclude: ["tests/**"] });
  assert.ok(files.length > 0);
  const sizes = files.map((file) => ({ file, size: gzipSync(readFileSync(join(CONSOLE, file)), { level: 9 }).length }));
  const sum = sizes.reduce((all, { size }) => all + size, 0);
  const largest = sizes.sort((one, other) => other.size - one.size).slice(0, 10).map(({ file, size }) => `${size} ${file}`);
  console.log(`${files.length} scripts, ${sum} bytes`);
  assert.ok(sum <= MOST, `${sum} bytes; the largest are\n${largest.join("\n")}`);
});
