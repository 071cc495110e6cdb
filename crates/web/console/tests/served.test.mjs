/** What is sent is the source: `build.rs` takes out comments, and nothing of the program. */
import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { acorn } from "./support/packages.mjs";
import { ORIGIN } from "./support/server.mjs";

const CONSOLE = join(import.meta.dirname, "..");

/** The tokens of a module, each with its text and its line. @param {string} text */
const tokens = (text) => [...acorn.tokenizer(text, { ecmaVersion: "latest", sourceType: "module", locations: true })]
  .map((token) => `${token.loc.start.line}: ${text.slice(token.start, token.end)}`);

test("each script is sent with the tokens of its source, on their lines", async () => {
  const files = globSync("**/*.js", { cwd: CONSOLE, exclude: ["tests/**", "vendor/**"] });
  assert.ok(files.length > 100, `${files.length}`);
  const shell = await (await fetch(ORIGIN)).text();
  const assets = shell.match(/\/assets\/[^/"]+/)[0];
  for (const file of files) {
    const sent = await (await fetch(`${ORIGIN}${assets}/${file}`)).text();
    assert.deepEqual(tokens(sent), tokens(readFileSync(join(CONSOLE, file), "utf8")), file);
  }
});
