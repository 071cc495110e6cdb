/** The npm packages of `package-lock.json`, from the folder that `.ci/console` installed them into. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const folder = process.env.CONSOLE_PACKAGES;
if (!folder) throw new Error("CONSOLE_PACKAGES names no folder; run these tests by `just console`");
const require = createRequire(join(folder, "package.json"));

export const { chromium } = require("playwright-core");

/** The text of axe-core, to be run within a page. */
export const axeText = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
