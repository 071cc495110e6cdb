import assert from "node:assert/strict";
import { acceptance } from "../support/browser.mjs";
import { manyLeads } from "../support/leads.mjs";

const ROWS = 100;
const SLOWER = 4;
const ROUNDS = 3;

/**
 * How many times as long as the control the list may take; it took 4 to 4.6 times as long on a busy machine. The goal is one second,
 * but times in milliseconds depend on the machine and on what else it does, so they are printed and not asserted.
 */
const MOST = 6;

/**
 * The control: a page without a framework, which asks the API for the same rows, page by page like the list, and puts them into a bare
 * table. It has the cost of this machine, its browser, the server and the layout of so many cells. What the list takes beyond it is
 * the console's own: its modules, the session, the description, and rows with links, boxes and values in words.
 */
const control = (tenant) => `<!doctype html><html lang="en"><meta charset="utf-8"><link rel="icon" href="data:,"><title>Control</title>
<table><tbody></tbody></table><button>Load more</button><script type="module">
  let cursor = null;
  async function more() {
    const query = new URLSearchParams({ limit: 50, ...(cursor ? { cursor } : {}) });
    const answer = await fetch("/api/leads?" + query, { headers: { "X-Tenant": "${tenant}" } });
    const page = await answer.json();
    cursor = page.next_cursor;
    for (const item of page.items) {
      const row = document.querySelector("tbody").insertRow();
      for (const name of ["name", "company", "status", "created_at"]) row.insertCell().textContent = item[name];
    }
  }
  document.querySelector("button").onclick = more;
  more();
</script>`;

/**
 * Asks for more as soon as rows are there, until there are so many, and waits until they are drawn and the next task has its turn.
 * Runs in the page. The time is in milliseconds since the navigation began.
 */
const drawn = (rows) =>
  new Promise((done) => {
    let asked = 0;
    const look = () => {
      const there = document.querySelectorAll("tbody tr").length;
      if (there >= rows) return void requestAnimationFrame(() => setTimeout(() => done(performance.now())));
      const more = [...document.querySelectorAll("button")].find((one) => one.textContent.trim() === "Load more");
      if (more && there > asked) {
        asked = there;
        more.click();
      }
      requestAnimationFrame(look);
    };
    look();
  });

const median = (times) => times.toSorted((one, other) => one - other)[Math.floor(times.length / 2)];

acceptance("5. On a CPU slowed four times, a list of 100 rows takes no more times as long as a bare table than it did", async ({ signedIn }) => {
  const { visitor: ann, user } = await signedIn();
  await manyLeads(user, ROWS, (number) => ({ company: `Company ${number}`, status: "won" }));
  await ann.context.route("**/control", (route) => route.fulfill({ contentType: "text/html", body: control(user.tenant.id) }));
  const page = await ann.open("/control");
  const debug = await ann.context.newCDPSession(page);
  await debug.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });

  const time = async (path) => {
    await ann.open(path);
    return page.evaluate(drawn, ROWS);
  };
  const list = `/t/${user.tenant.slug}/leads`;
  /** The two by turns, so that both have the same neighbours. */
  const compare = async () => {
    const first = await time(list);
    const [lists, controls] = [[], []];
    for (let round = 0; round < ROUNDS; round += 1) {
      controls.push(await time("/control"));
      lists.push(await time(list));
    }
    const ratio = median(lists) / median(controls);
    const said = (times) => times.map(Math.round).join(", ");
    console.log(`list ${said(lists)} ms (first ${Math.round(first)} ms), control ${said(controls)} ms: ${ratio.toFixed(1)} times`);
    return ratio;
  };
  let ratio = await compare();
  if (ratio > MOST) ratio = await compare();
  assert.ok(ratio <= MOST, `${ratio.toFixed(1)} times as long as a bare table`);
});
