/** What is vendored is what the registry has: `package-lock.json` names each package's version and checksum, which npm proves. */
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

const VENDORED = join(import.meta.dirname, "../../reference/vendor");
const PACKAGE = join(process.env.CONSOLE_PACKAGES, "node_modules/swagger-ui-dist");

test("the reference's vendored files are those of the package, with its licences", () => {
  const names = readdirSync(VENDORED).sort();
  assert.deepEqual(names, ["LICENSE", "NOTICE", "swagger-ui-bundle.js", "swagger-ui-bundle.js.LICENSE.txt", "swagger-ui.css"]);
  for (const name of names) {
    assert.ok(readFileSync(join(VENDORED, name)).equals(readFileSync(join(PACKAGE, name))), name);
  }
});
