/**
 * Makes `crates/web/packed` of the console's scripts and styles: few minified files instead of some two hundred modules.
 *   .ci/pack-console.mjs            writes them
 *   .ci/pack-console.mjs --check    fails where they aren't what the console's files give
 * The build takes what is committed, so that it needs no Node. `CONSOLE_PACKAGES` is the folder of rolldown.
 */
import { createHash } from "node:crypto";
import { globSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, isAbsolute, join, relative } from "node:path";
import { pathToFileURL } from "node:url";

const CONSOLE = join(import.meta.dirname, "../crates/web/console");
const PACKED = join(import.meta.dirname, "../crates/web/packed");
const IMPORT_MAP = /[ \t]*<script type="importmap">(.*?)<\/script>\n/s;
const PRELOAD = /[ \t]*<link rel="modulepreload" .*\n/g;

const fromPackages = createRequire(join(process.env.CONSOLE_PACKAGES, "package.json"));
const { rolldown } = await import(pathToFileURL(fromPackages.resolve("rolldown")).href);

/** A path of the console with slashes. @param {string} id */
const place = (id) => relative(CONSOLE, id).replaceAll("\\", "/");

/** The modules that a module needs before it runs, and itself. */
function needed(context, id, found = new Set()) {
  if (found.has(id)) return found;
  found.add(id);
  for (const next of context.getModuleInfo(id)?.importedIds ?? []) needed(context, next, found);
  return found;
}

/**
 * Says which file a module goes into. `main` is needed by every page, `sign-in` and `lists` by the pages that are first for most
 * users; these three are kept small. Each folder of `apps` has a file of its own. `admin` has what is needed now and then and by no
 * other part; `rows` has all the rest. Each but `admin` and the apps has with a module what that one needs, so that no two files
 * need each other.
 */
function grouping() {
  const known = new Set();
  let groups;
  const appOf = (id) => /^apps\/([^/]+)\//.exec(place(id))?.[1];
  const isAdmins = (id) => ["account", "platform", "tenant"].includes(place(id).split("/")[0]);
  const group = (id, context) => {
    if (!groups) {
      const union = (ids) => new Set([...ids].flatMap((one) => [...needed(context, one)]));
      const of = (...paths) => union(paths.map((path) => join(CONSOLE, path)));
      const [main, lists, signIn] = [of("core/main.js"), of("resource/list.js", "resource/export.js"), of("auth/signin.js")];
      const both = new Set([...lists].filter((one) => signIn.has(one)));
      const rows = union([...known].filter((one) => !isAdmins(one)));
      groups = [["main", main], ["main", both], ["lists", lists], ["sign-in", signIn], ["rows", rows], ["admin", known]];
    }
    return appOf(id) ?? groups.find(([, modules]) => modules.has(id))?.[0];
  };
  return { group, collect: { name: "collect", moduleParsed: ({ id }) => void (isAbsolute(id) && known.add(id)) } };
}

/** Fails where files need each other: one of them would run before what it needs is there. */
function refuseCycles(output) {
  const needs = new Map(output.map((file) => [file.fileName, file.imports]));
  const visit = (name, path) => {
    if (path.includes(name)) throw new Error(`files need each other: ${[...path, name].join(" → ")}`);
    for (const next of needs.get(name)) visit(next, [...path, name]);
  };
  for (const name of needs.keys()) visit(name, []);
}

/** In a template, what a line begins with is no text: htm drops it. */
const unindent = { name: "unindent", transform: (code) => ({ code: code.replace(/\n[ \t]+/g, "\n"), map: null }) };

/** The packed files by their paths. */
async function pack() {
  const shell = readFileSync(join(CONSOLE, "index.html"), "utf8");
  const { imports } = JSON.parse(IMPORT_MAP.exec(shell)[1]);
  const alias = Object.entries(imports).map(([name, path]) => [name, join(CONSOLE, path.replace("{assets}/", ""))]);
  // The longer name first: `preact` would match `preact/hooks` too.
  alias.sort(([one], [other]) => other.length - one.length);
  const { group, collect } = grouping();
  const bundle = await rolldown({
    input: { main: join(CONSOLE, "core/main.js") },
    resolve: { alias: Object.fromEntries(alias) },
    // Its paths lead to the npm packages, for their types. The console runs on the vendored ones.
    tsconfig: false,
    plugins: [unindent, collect],
    preserveEntrySignatures: false,
    onLog(level, log) {
      if (level === "warn") throw new Error(log.message);
    },
  });
  const { output } = await bundle.generate({
    format: "esm",
    minify: true,
    entryFileNames: "core/[name].js",
    chunkFileNames: "core/[name].js",
    codeSplitting: { includeDependenciesRecursively: false, groups: [{ debugName: "pages", name: group, test: /./ }] },
  });
  refuseCycles(output);
  const foreign = output.flatMap((file) => Object.keys(file.modules)).filter((id) => isAbsolute(id) && place(id).startsWith(".."));
  if (foreign.length > 0) throw new Error(`not of the console: ${foreign.join(", ")}`);
  const files = new Map(output.map((file) => [file.fileName, file.code]));
  files.set("index.html", shell.replace(IMPORT_MAP, "").replace(PRELOAD, ""));
  files.set("css/main.css", styles());
  // A browser asks for it by itself.
  files.set("push-worker.js", readFileSync(join(CONSOLE, "push-worker.js"), "utf8"));
  files.set("sources.sha256", `${sources()}\n`);
  return files;
}

/** The styles in one file, in the place of those that it imports: a page waits for one answer, and not for two in turn. */
function styles() {
  const read = (file) => readFileSync(join(CONSOLE, "css", file), "utf8");
  return read("main.css").replace(/@import "([^"]+)";\n/g, (_, file) => read(file));
}

/** A hash of what is packed. The build's tests compare it, without Node. */
function sources() {
  const hash = createHash("sha256");
  const paths = globSync("**/*.{js,css}", { cwd: CONSOLE, exclude: ["tests/**"] }).map((path) => path.replaceAll("\\", "/"));
  for (const path of [...paths, "index.html"].sort()) hash.update(`${path}\0`).update(readFileSync(join(CONSOLE, path))).update("\0");
  return hash.digest("hex");
}

const made = await pack();
if (process.argv.includes("--check")) {
  const there = readdirSync(PACKED, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(PACKED, join(entry.parentPath, entry.name)).replaceAll("\\", "/"));
  const stale = [...new Set([...there, ...made.keys()])]
    .filter((path) => !there.includes(path) || readFileSync(join(PACKED, path), "utf8") !== made.get(path));
  if (stale.length > 0) {
    console.error(`stale in crates/web/packed: ${stale.join(", ")}\nrun: just console-pack`);
    process.exit(1);
  }
} else {
  rmSync(PACKED, { recursive: true, force: true });
  for (const [path, code] of made) {
    mkdirSync(dirname(join(PACKED, path)), { recursive: true });
    writeFileSync(join(PACKED, path), code);
  }
}
