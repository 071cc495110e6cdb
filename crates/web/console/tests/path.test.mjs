/** Paths of the console, alone on a host and beside a browser app. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { hrefOf, within } from "../core/path.js";

test("a path of the console leads to where that is on the host, and back", () => {
  for (const base of ["", "/console"]) {
    for (const path of ["/", "/t/acme/leads", "/sign-in"]) {
      assert.equal(hrefOf(path, base), base + path);
      assert.equal(within(base + path, base), path);
    }
    assert.equal(hrefOf("/t/acme?q=/docs#a", base), `${base}/t/acme?q=/docs#a`);
  }
  assert.equal(within("/console", "/console"), "/");
});

test("what is no path of the console stays as it is", () => {
  for (const path of ["/docs", "/docs?a", "/dev/mail", "/api/leads", "/admin/users", "#part", "mailto:a@example.com", "https://example.com/t", "//example.com", "blob:x"]) {
    assert.equal(hrefOf(path, "/console"), path);
  }
  for (const path of ["/", "/t/acme", "/consoles", "/docs", "/console/docs"]) assert.equal(within(path, "/console"), null, path);
  for (const path of ["/docs", "/dev/mail", "/api/leads"]) assert.equal(within(path, ""), null, path);
});
