/** CONSOLE §4, 3: how much script there is. What the first screen takes of it, `acceptance/03-budget.spec.mjs` measures. */
import assert from "node:assert/strict";
import { globSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { ORIGIN } from "./support/server.mjs";

const CONSOLE = join(import.meta.dirname, "..");
/** In bytes. The goal is 100 KB; this keeps what is there from growing until it is reached. */
const MOST = 196 * 1024;

test("all scripts of the console together, each compressed as it is sent, grow no more", async () => {
  const files = globSync("**/*.js", { cwd: CONSOLE, exclude: ["tests/**"] });
  assert.ok(files.length > 0);
  const shell = await (await fetch(ORIGIN)).text();
  const assets = shell.match(/\/assets\/[^/"]+/)[0];
  const sizes = await Promise.all(files.map(async (file) => {
    const answer = await fetch(`${ORIGIN}${assets}/${file}`);
    assert.equal(answer.status, 200, file);
    return { file, size: gzipSync(await answer.text(), { level: 9 }).length };
  }));
  const sum = sizes.reduce((all, { size }) => all + size, 0);
  const largest = sizes.sort((one, other) => other.size - one.size).slice(0, 10).map(({ file, size }) => `${size} ${file}`);
  console.log(`${files.length} scripts, ${sum} bytes`);
  assert.ok(sum <= MOST, `${sum} bytes; the largest are\n${largest.join("\n")}`);
});
