/** Tells the server of errors of the console's scripts: what failed and where, never a value or a query. */
import { here } from "./path.js";
import { patternOf } from "./routes.js";

const BUILD = /\/assets\/([^/]+)\//.exec(import.meta.url)?.[1] ?? "dev";
const MOST = 10;
let sent = 0;

/** @param {any} error @param {string|null} [requestId] */
export function report(error, requestId = null) {
  if (sent >= MOST) return;
  sent += 1;
  const cut = (text, length) => String(text ?? "").slice(0, length);
  const body = JSON.stringify({
    name: cut(error?.name ?? "Error", 100), message: cut(error?.message ?? error, 300), stack: cut(error?.stack, 2000),
    build: BUILD, route: cut(patternOf(here()), 200), ...(requestId ? { request_id: requestId } : {}),
  });
  fetch("/reports", { method: "POST", headers: { "Content-Type": "application/json" }, body, keepalive: true }).catch(() => {});
}

addEventListener("error", ({ error, message }) => report(error ?? { name: "Error", message }));
addEventListener("unhandledrejection", ({ reason }) => {
  // A refusal of the API that no screen took is said by its code alone.
  if (reason?.name === "Problem") report({ name: "Problem", message: reason.code, stack: reason.stack }, reason.requestId);
  else if (reason?.name !== "AbortError") report(reason);
});
