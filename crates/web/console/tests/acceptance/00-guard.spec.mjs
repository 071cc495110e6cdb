/** The guard itself: it notices all that no page may do, so that the other checks can rely on it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { acceptance, Visitor } from "../support/browser.mjs";

/** @type {Record<string, [() => unknown, RegExp]>} */
const OFFENCES = {
  "a script's error in the console": [() => console.error("all is lost"), /console: all is lost/],
  "an error that nothing catches": [() => void setTimeout(() => { throw new Error("uncaught"); }), /error: .*uncaught/],
  "a text that becomes elements": [() => { try { document.body.innerHTML = "<b>x</b>"; } catch {} }, /policy: require-trusted-types-for/],
  "a style at an element": [() => document.body.setAttribute("style", "color: red"), /policy: style-src-attr/],
  "a foreign host": [() => fetch("http://evil.example/").catch(() => null), /policy: connect-src refuses http:\/\/evil\.example/],
  "an entry in localStorage": [() => localStorage.setItem("draft", "x"), /localStorage keeps draft/],
  "an entry in sessionStorage": [() => sessionStorage.setItem("draft", "x"), /sessionStorage keeps draft/],
  "an IndexedDB": [() => new Promise((done) => (indexedDB.open("rows").onsuccess = () => done(null))), /indexedDB keeps rows/],
  "a cache": [() => caches.open("rows").then(() => null), /caches keeps rows/],
  "a cookie that scripts can read": [() => void (document.cookie = "theme=dark"), /cookies keeps theme=dark/],
};

for (const [name, [offend, found]] of Object.entries(OFFENCES)) {
  test(`the guard notices ${name}`, async () => {
    const ann = await Visitor.come();
    try {
      await ann.open("/sign-in");
      await ann.heading("Sign in");
      const noticed = ann.guard.noticed();
      await ann.page.evaluate(offend);
      if (!/ keeps /.test(found.source)) await noticed;
      await assert.rejects(ann.guard.settle(), found);
    } finally {
      await ann.context.close();
    }
  });
}

acceptance("the guard finds nothing on a page that is left alone", async ({ visitor }) => {
  const ann = await visitor();
  await ann.open("/sign-in");
  await ann.heading("Sign in");
});

test("axe notices a field without a name", async () => {
  const ann = await Visitor.come();
  try {
    await ann.open("/sign-in");
    await ann.heading("Sign in");
    await ann.page.evaluate(() => document.querySelector("main").append(document.createElement("input")));
    await assert.rejects(ann.accessible(), /light: label: [^]*dark: label: /);
  } finally {
    await ann.context.close();
  }
});
