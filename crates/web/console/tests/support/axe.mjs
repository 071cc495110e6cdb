/** axe-core over a screen in both themes (WCAG 2.2 AA and axe's best practices). */
import assert from "node:assert/strict";
import { axeText } from "./packages.mjs";

/** Resolves when a change of colours is through. What inherits a colour begins its own change a frame later, each level anew. */
const SETTLED = `new Promise((done) => {
  let quiet = 0;
  const look = () => {
    const busy = document.getAnimations().some((one) => one.effect?.getComputedTiming().endTime < Infinity && one.playState === "running");
    quiet = busy ? 0 : quiet + 1;
    return quiet > 4 ? done(true) : requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})`;

/**
 * Fails with what axe finds. The text comes by the debugger, which the page's policy doesn't bind.
 * @param {import("playwright-core").Page} page
 * @param {("light"|"dark")[]} [themes]
 */
export async function checkAccessibility(page, themes = ["light", "dark"]) {
  const debug = await page.context().newCDPSession(page);
  const run = async (expression) => {
    const answer = await debug.send("Runtime.evaluate", {
      expression, awaitPromise: true, returnByValue: true, allowUnsafeEvalBlockedByCSP: true,
    });
    assert.equal(answer.exceptionDetails, undefined, JSON.stringify(answer.exceptionDetails));
    return answer.result.value;
  };
  await run(`${axeText};undefined`);
  const found = [];
  for (const colorScheme of themes) {
    await page.emulateMedia({ colorScheme });
    await run(SETTLED);
    const violations = await run(`axe.run({preload: false, resultTypes: ["violations"]}).then((results) => results.violations.map((one) =>
      one.id + ": " + one.help + " at " + one.nodes.map((node) => node.target.join(" ") + " " + (node.any[0]?.message ?? "")).join("; ")))`);
    found.push(...violations.map((one) => `${colorScheme}: ${one}`));
  }
  await debug.detach();
  assert.deepEqual(found, [], `axe at ${page.url()}`);
}
