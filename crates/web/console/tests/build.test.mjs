/** CONSOLE §4, 2: the build needs no Node. It starts git alone, for the version that it names, and installs no package. */
import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

const REPOSITORY = join(import.meta.dirname, "../../../..");
const find = (pattern) => globSync(pattern, { cwd: REPOSITORY, exclude: ["target/**", "**/target/**"] });
const read = (file) => readFileSync(join(REPOSITORY, file), "utf8");

test("what builds the server starts git and no other program", () => {
  const builds = find("crates/*/build.rs");
  assert.ok(builds.includes("crates/web/build.rs"), `${builds}`);
  const started = builds.flatMap((file) => [...read(file).matchAll(/Command::new\(([^)]*)\)/g)].map(([, program]) => program));
  assert.deepEqual([...new Set(started)], ['"git"']);
});

test("the console's own files name no package to install", () => {
  assert.deepEqual(find("crates/**/package.json"), ["crates/web/console/tests/package.json"]);
});
