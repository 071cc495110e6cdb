/** Nothing is left over: each export, each word and each class of the styles is used. */
import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";

const CONSOLE = join(import.meta.dirname, "..");
const read = (file) => readFileSync(join(CONSOLE, file), "utf8");
const SCRIPTS = new Map(globSync("**/*.js", { cwd: CONSOLE, exclude: ["tests/**", "vendor/**"] }).map((file) => [file, read(file)]));
const isWords = (file) => file.startsWith("core/words/");
const USES = [...SCRIPTS].filter(([file]) => !isWords(file)).map(([, text]) => text).join("\n");

test("each export is imported by another file, or by a test", () => {
  const tests = globSync("tests/**/*.mjs", { cwd: CONSOLE }).map((file) => [file, read(file)]);
  const unused = [...SCRIPTS].flatMap(([file, text]) => [...text.matchAll(/^export (?:async )?(?:function\*?|const|class|let) (\w+)/gm)]
    .map(([, name]) => name)
    .filter((name) => ![...SCRIPTS, ...tests].some(([other, its]) => other !== file && new RegExp(`\\b${name}\\b`).test(its)))
    .map((name) => `${file}: ${name}`));
  assert.deepEqual(unused, []);
});

test("each file is imported by another one", () => {
  const unused = [...SCRIPTS.keys()].filter((file) => file !== "core/main.js" && !USES.includes(`/${file.split("/").at(-1)}"`));
  assert.deepEqual(unused, []);
});

/** The groups that a file indexes by a value under a name of its own. */
const INDEXED = new Set([...SCRIPTS.values()].flatMap((text) => [...text.matchAll(/^const (\w+) = words\.(?:\w+\.)*(\w+);/gm)]
  .filter(([, own]) => text.includes(`${own}[`))
  .map(([, , group]) => group)));

/** The paths of the words that no script names. A group that is indexed by a value, or given to a function, is used as a whole. */
function unusedWords(words, path) {
  return Object.entries(words).flatMap(([key, value]) => {
    if (INDEXED.has(key) || new RegExp(`[.]${key}(\\??[.]?\\[|\\))`).test(USES)) return [];
    if (value && typeof value === "object" && !Array.isArray(value)) return unusedWords(value, `${path}.${key}`);
    return new RegExp(`[.{,\\s]${key}\\b`).test(USES) ? [] : [`${path}.${key}`];
  });
}

test("each word is used", async () => {
  const unused = [];
  for (const file of [...SCRIPTS.keys()].filter(isWords)) {
    for (const [name, words] of Object.entries(await import(pathToFileURL(join(CONSOLE, file)).href))) {
      if (words && typeof words === "object") unused.push(...unusedWords(words, `${file}: ${name}`));
    }
  }
  assert.deepEqual(unused, []);
});

test("each class of the styles is set by a script", () => {
  const styles = globSync("css/*.css", { cwd: CONSOLE }).map((file) => read(file).replace(/\/\*.*?\*\//gs, "")).join("\n");
  const text = `${USES}\n${read("index.html")}`;
  const isSet = (name) => new RegExp(`(?<![\\w-])${name}(?![\\w-])`).test(text)
    || name.split("-").some((_, at, parts) => at > 0 && text.includes(`${parts.slice(0, at).join("-")}-\${`));
  const classes = new Set([...styles.matchAll(/\.([a-z][\w-]*)/g)].map(([, name]) => name));
  assert.ok(classes.size > 100, `${classes.size}`);
  assert.deepEqual([...classes].filter((name) => !isSet(name)), []);
});

/** The styles that others build on. */
const BASIC = new Set(["tokens.css", "base.css", "components.css", "overlays.css", "table.css", "shell.css", "resource.css", "tenant.css", "account.css", "auth.css", "platform.css"]);

test("no two apps style one class: their styles are sent as one file", () => {
  const apps = new Map();
  for (const file of globSync("css/*.css", { cwd: CONSOLE })) {
    // A rule that begins with the class; what stands behind another one is within that.
    const rules = read(file).replace(/\/\*.*?\*\//gs, "").matchAll(/(?:^|[{},])\s*\.([a-z][\w-]*)(?=[\s,{:.[])/g);
    for (const name of new Set([...rules].map(([, name]) => name))) apps.set(name, [...(apps.get(name) ?? []), file]);
  }
  const own = (file) => !BASIC.has(file.split("/").at(-1));
  assert.deepEqual([...apps].filter(([, files]) => files.filter(own).length > 1), []);
});
