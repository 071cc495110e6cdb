/** CONSOLE §4, 3: how much script there is. What the first screen takes of it, `acceptance/03-budget.spec.mjs` measures. */
import assert from "node:assert/strict";
import { globSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { ORIGIN } from "./support/server.mjs";

const PACKED = join(import.meta.dirname, "../../packed");
/** 130 KB is the goal. This keeps them from growing further until it is reached. */
const MOST = 170 * 1024;
const MOST_OF_AN_APP = 15 * 1024;
const APPS = readdirSync(join(import.meta.dirname, "../apps")).map((name) => `core/${name}.js`);

test("all scripts of the console together are at most 170 KB, and those of one app at most 15, each compressed as it is sent", async () => {
  const files = globSync("**/*.js", { cwd: PACKED });
  assert.ok(files.length > 0);
  const shell = await (await fetch(ORIGIN)).text();
  const assets = shell.match(/\/assets\/[^/"]+/)[0];
  const sizes = await Promise.all(files.map(async (file) => {
    const answer = await fetch(`${ORIGIN}${assets}/${file}`);
    assert.equal(answer.status, 200, file);
    return { file, size: gzipSync(await answer.text(), { level: 9 }).length };
  }));
  const sum = sizes.reduce((all, { size }) => all + size, 0);
  console.log(`${files.length} scripts, ${sum} bytes`);
  assert.ok(sum <= MOST, `${sum} bytes: ${sizes.map(({ file, size }) => `${size} ${file}`).join(", ")}`);
  const apps = sizes.filter(({ file }) => APPS.includes(file.replaceAll("\\", "/")));
  assert.equal(apps.length, APPS.length, "each app has a file");
  assert.deepEqual(apps.filter(({ size }) => size > MOST_OF_AN_APP), []);
});
