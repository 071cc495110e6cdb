import assert from "node:assert/strict";
import { acceptance } from "../support/browser.mjs";
import { ORIGIN } from "../support/server.mjs";

const ELSEWHERE = ["//evil.example", "https://evil.example/", "/\\evil.example", "\\\\evil.example", "/\t/evil.example", "javascript:alert(1)"];

acceptance("13. A `next` that leads elsewhere ends at home", async ({ visitor, user }) => {
  const { email } = await user();
  for (const next of ELSEWHERE) {
    const ann = await visitor();
    await ann.open(`/sign-in?${new URLSearchParams({ next })}`);
    await ann.heading("Sign in");
    await ann.enterPassword(email);
    await ann.page.waitForURL((url) => url.pathname !== "/sign-in");
    const url = new URL(ann.page.url());
    assert.equal(url.origin, ORIGIN, next);
    assert.ok(!decodeURIComponent(url.href).includes("evil"), `${next} ends at ${url.href}`);
  }
});
