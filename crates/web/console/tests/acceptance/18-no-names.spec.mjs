import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { test } from "node:test";
import { Client } from "../support/server.mjs";

const CONSOLE = new URL("../../", import.meta.url);
const FOLDERS = ["core", "resource", "ui"];

/** The script without its comments: these may speak of examples. */
const withoutComments = (script) => script.replace(/\/\*[^]*?\*\//g, "").replace(/(^|\s)\/\/.*$/gm, "$1");

test("18. A resource's screens come of its description alone: no resource is named where they are made", async () => {
  const client = await Client.register();
  const { components } = await client.send("GET", "/openapi.json");
  const named = Object.entries(components.schemas).filter(([, schema]) => schema["x-resource"]);
  assert.ok(named.length >= 10, `only ${named.length} resources`);
  const names = named.flatMap(([schema, { "x-resource": { plural } }]) => [schema, plural, plural.replaceAll("-", "_")]);
  const told = new RegExp(`["'\`](${[...new Set(names)].join("|")})["'\`]|/api/(${names.join("|")})\\b`, "g");
  let read = 0;
  const found = [];
  for (const folder of FOLDERS) {
    for (const file of await readdir(new URL(`${folder}/`, CONSOLE), { recursive: true })) {
      if (!file.endsWith(".js") || file.startsWith("words/")) continue;
      read += 1;
      const script = withoutComments(await readFile(new URL(`${folder}/${file}`, CONSOLE), "utf8"));
      for (const [text] of script.matchAll(told)) found.push(`${folder}/${file}: ${text}`);
    }
  }
  assert.ok(read > 50, `only ${read} files`);
  assert.deepEqual(found, []);
});
