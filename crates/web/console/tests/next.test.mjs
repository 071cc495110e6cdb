/** CONSOLE §4, 13: a `next` that leads elsewhere ends at home. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { safeNext } from "../core/next.js";

const ORIGIN = "https://app.example.com";

test("places of the console are gone on at, with their query", () => {
  for (const path of ["/t/acme", "/t/acme/leads?q=a&sort=-name", "/account/security", "/platform/tenants", "/welcome", "/workspaces/new"]) {
    assert.equal(safeNext(path, ORIGIN), path);
  }
});

test("what leads elsewhere, or to what is no page, ends at home", () => {
  const hostile = [
    null, undefined, "", "/", "//evil.example", "///evil.example", "/\\evil.example", "\\\\evil.example", "https://evil.example/t/acme",
    "javascript:alert(1)", "data:text/html,x", "t/acme", " /t/acme", "/\t/evil.example", "/t/acme\\..\\..", "/t\n/acme", "/t/acme\0",
    "/t/..//evil.example", "/t/%2e%2e//evil.example", "/t/../docs", "/docs", "/auth/logout", "/dev/mail", "/tx/acme", "/sign-in?next=/t/acme",
    "https:/t/acme", `${ORIGIN}/t/acme`, "//app.example.com/t/acme",
  ];
  for (const next of hostile) assert.equal(safeNext(next, ORIGIN), "/", JSON.stringify(next));
});

test("a path is read as a browser reads it", () => {
  assert.equal(safeNext("/t/acme/../beta", ORIGIN), "/t/beta");
  assert.equal(safeNext("/t/acme#token=x", ORIGIN), "/t/acme");
});
