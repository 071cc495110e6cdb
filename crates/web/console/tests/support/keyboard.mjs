/** A user who has only keys. Each element that gets the focus must be seen to have it. */
import assert from "node:assert/strict";
import { until } from "./server.mjs";

/** Says what is wrong with the focus, or nothing. Runs in the page. */
function faultOfFocus() {
  const one = document.activeElement;
  // Behind the last element the focus leaves the page, and comes back to the first.
  if (!one || one === document.body) return null;
  const name = `${one.tagName.toLowerCase()} "${(one.getAttribute("aria-label") ?? one.textContent ?? "").trim().slice(0, 40)}" ${one.id}`;
  const box = one.getBoundingClientRect();
  const { clientWidth: width, clientHeight: height } = document.documentElement;
  const within = box.left >= -1 && box.right <= width + 1 && box.top >= -1 && (box.bottom <= height + 1 || box.height > height);
  if (!box.width || !box.height || !within) return `${name} is outside of the window: ${JSON.stringify(box)}`;
  const top = document.elementFromPoint(box.left + box.width / 2, Math.min(box.top + box.height / 2, height - 1));
  if (!top || !(one.contains(top) || top.closest("label")?.contains(one))) return `${name} is covered by ${top?.tagName} ${top?.className}`;
  // A heading that a new screen begins at is text, which has no ring.
  if (one.matches("h1, h2, main")) return null;
  const { outlineStyle, outlineWidth, outlineColor, boxShadow } = getComputedStyle(one);
  const ring = outlineStyle !== "none" && parseFloat(outlineWidth) >= 1.5 && !/, 0\)$/.test(outlineColor);
  return ring || /0px 0px 0px [2-9]/.test(boxShadow) ? null : `${name} shows no ring: ${outlineStyle} ${outlineWidth} ${boxShadow}`;
}

/** The keys at a page. */
export class Keyboard {
  /** @param {import("playwright-core").Page} page */
  constructor(page) {
    this.page = page;
  }

  /** Presses a key. */
  press(key) {
    return this.page.keyboard.press(key);
  }

  /** What keeps the focus from being seen, or null. */
  fault() {
    return this.page.evaluate(faultOfFocus);
  }

  /** Fails where the focus can't be seen. */
  async seen() {
    let fault = null;
    // What scrolls there, or opens, is there a moment later.
    await until(async () => (fault = await this.fault()) === null, "a focus").catch(() => assert.fail(fault));
  }

  /**
   * Goes on by Tab until an element has the focus.
   * @param {import("playwright-core").Locator} target
   * @param {string} [key] Shift+Tab goes back
   */
  async to(target, key = "Tab") {
    await target.waitFor();
    for (let tries = 0; tries < 60; tries += 1) {
      if (await target.evaluate((one) => one === document.activeElement)) return;
      await this.press(key);
      await this.seen();
    }
    assert.fail(`no way by ${key} to ${target}`);
  }

  /** Goes to a field, and types into it in the place of what it has. */
  async fill(field, text) {
    await this.to(field);
    await this.press("Control+a");
    await this.page.keyboard.type(text);
  }

  /** Goes to a button or a link, and presses it. */
  async use(target, key = "Enter") {
    await this.to(target);
    await this.press(key);
  }
}
