/**
 * Follows events with npm's `eventsource`, and prints a line of JSON for each request that it sends and each event that it hears.
 *   .ci/console-node .ci/event-source.mjs URL HEADERS      HEADERS is an object, as JSON
 * It ends when the server refuses it.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";

const fromPackages = createRequire(join(process.env.CONSOLE_PACKAGES, "package.json"));
const entry = fromPackages.resolve("eventsource");
const { EventSource } = await import(pathToFileURL(entry).href);
const { version } = JSON.parse(readFileSync(join(dirname(entry), "../package.json"), "utf8"));

const [url, given] = process.argv.slice(2);
const print = (line) => console.log(JSON.stringify(line));
const source = new EventSource(url, {
  fetch(address, options) {
    print({ version, accept: options.headers.Accept, after: options.headers["Last-Event-ID"] ?? null });
    return fetch(address, { ...options, headers: { ...options.headers, ...JSON.parse(given) } });
  },
});
for (const type of ["change", "resync", "end"]) {
  source.addEventListener(type, ({ data, lastEventId }) => print({ type, position: lastEventId, data: JSON.parse(data) }));
}
// While it waits to come back, nothing of its own keeps the process alive.
const alive = setInterval(() => {}, 60_000);
source.addEventListener("error", ({ code }) => {
  if (source.readyState !== EventSource.CLOSED) return;
  clearInterval(alive);
  print({ refused: code });
});
