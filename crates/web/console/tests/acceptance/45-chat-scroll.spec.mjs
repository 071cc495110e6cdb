/** Ten thousand messages: what is drawn stays small, and nothing jumps. */
import assert from "node:assert/strict";
import { acceptance } from "../support/browser.mjs";
import { composer, twoPeople } from "../support/chat.mjs";
import { until } from "../support/server.mjs";

const COUNT = 10_000;
const SLOWER = 4;
/** The most messages that are drawn at once. */
const DRAWN = 100;

/** A message by its number, as the API would have it. */
const message = (seq, conversation_id, owners) => ({
  id: `0197a3c2-7d50-7000-8000-${String(seq).padStart(12, "0")}`, version: 1, created_at: new Date(1.7e12 + seq * 60_000).toISOString(), deleted_at: null,
  owner_id: owners[Math.floor(seq / 4) % 2], conversation_id, seq, body: `Message ${seq}. ${"Words of it. ".repeat(seq % 9)}`, client_id: crypto.randomUUID(),
});

/** Answers the lists of messages in the server's place; `held` keeps those of older ones back. */
async function manyMessages(page, id, owners, held) {
  await page.route(`**/api/conversations/${id}/read`, (route) => route.fulfill({ json: { read_seq: 0, unread: 0 } }));
  await page.route(`**/api/conversations/${id}/messages?*`, async (route) => {
    const query = new URL(route.request().url()).searchParams;
    const limit = Number(query.get("limit"));
    const after = query.has("after_seq") ? Number(query.get("after_seq")) : COUNT - 1;
    if (after < COUNT - 200) await held.answer;
    const items = Array.from({ length: Math.min(limit, COUNT - after) }, (_, at) => message(after + 1 + at, id, owners));
    await route.fulfill({ json: { items, next_cursor: null } });
  });
}

/** Scrolls by so much at each frame, until it goes no further or the time is over. Runs in the page. */
const scroll = ([step, most]) => new Promise((done) => {
  const box = document.querySelector(".thread-box");
  const begun = performance.now();
  let [frames, still, drawn] = [0, 0, 0];
  const look = (now) => {
    frames += 1;
    drawn = Math.max(drawn, document.querySelectorAll(".bubble").length);
    const was = box.scrollTop;
    box.scrollTop += step;
    still = box.scrollTop === was ? still + 1 : 0;
    if (still < 60 && now - begun < most) requestAnimationFrame(look);
    else done({ drawn, frames });
  };
  requestAnimationFrame(look);
});

/**
 * Does something, and says how much of the CPU the longest task of the page's thread took meanwhile: a frame waits for no more than that.
 * Unlike the time of a frame it doesn't depend on what else the machine does; it is printed, since it depends on the machine.
 */
async function traced(page, run) {
  const browser = page.context().browser();
  await browser.startTracing(page, { categories: ["toplevel", "devtools.timeline", "disabled-by-default-devtools.timeline"] });
  const found = await run();
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString());
  const threads = new Set(traceEvents.filter((one) => one.name === "thread_name" && one.args.name === "CrRendererMain").map(({ pid, tid }) => `${pid} ${tid}`));
  const tasks = traceEvents.filter((one) => one.ph === "X" && /RunTask/.test(one.name) && threads.has(`${one.pid} ${one.tid}`));
  return { ...found, longest: Math.max(...tasks.map((one) => (one.tdur ?? 0) / 1000)) };
}

acceptance("Ten thousand messages scroll: few are drawn, and what is read stays in its place", async (stage) => {
  const { ann, user, other, id, path } = await twoPeople(stage);
  const owners = [user.me.user.id, other.me.user.id];
  const held = { answer: Promise.resolve(), release: () => {} };
  await ann.open("about:blank");
  await manyMessages(ann.page, id, owners, held);
  const page = await ann.open(path);
  await page.getByText(`Message ${COUNT}.`).waitFor();
  const box = page.locator(".thread-box");

  // Older ones come while one reads: a message in the window stays where it is.
  held.answer = new Promise((done) => (held.release = () => done(undefined)));
  await box.evaluate((one) => (one.scrollTop = -one.scrollHeight));
  const placed = async () => page.evaluate(() => {
    const { top } = document.querySelector(".thread-box").getBoundingClientRect();
    const found = [...document.querySelectorAll(".bubble")].find((one) => one.getBoundingClientRect().top > top + 100);
    return { text: found.querySelector(".bubble-text").textContent.slice(0, 14), top: Math.round(found.getBoundingClientRect().top - top) };
  });
  await page.waitForTimeout(300);
  const before = await placed();
  const height = await box.evaluate((one) => one.scrollHeight);
  held.release();
  held.answer = Promise.resolve();
  await until(() => box.evaluate((one, was) => one.scrollHeight > was + 1000, height), "older messages");
  const after = await placed();
  assert.deepEqual(after, before);

  for (const [way, step] of [["up", -400], ["down", 400]]) {
    const { drawn, frames, longest } = await traced(page, () => page.evaluate(scroll, /** @type {[number, number]} */ ([step, 3000])));
    console.log(`${way}: ${frames} frames; the longest task takes ${longest.toFixed(1)} ms of the CPU, ${Math.round(SLOWER * longest)} ms on one slowed ${SLOWER} times; ${drawn} messages drawn`);
    assert.ok(drawn <= DRAWN, `${drawn} messages are drawn`);
  }
  await composer(page).waitFor();
});
