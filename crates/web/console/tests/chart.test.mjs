/** The pure parts of charts: scales, ticks, paths, CSV. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { asked, before, fitting, sent } from "../apps/analytics/range.js";
import { alone, csvOf, extent, scale, shownLabels, stacked, through, ticks } from "../apps/chart/scale.js";
import { parse } from "../resource/csv.js";

test("ticks are round, begin at 0 and reach the highest value", () => {
  assert.deepEqual(ticks(9), [0, 5, 10]);
  assert.deepEqual(ticks(100), [0, 50, 100]);
  assert.deepEqual(ticks(37), [0, 10, 20, 30, 40]);
  assert.deepEqual(ticks(1234), [0, 500, 1000, 1500]);
  assert.deepEqual(ticks(0.75, 4, false), [0, 0.2, 0.4, 0.6, 0.8]);
  for (const most of [1, 2, 3, 7, 11, 99, 101, 4999, 5001, 1e9]) {
    const all = ticks(most);
    assert.ok(all.length >= 2 && all.length <= 5 && all.at(-1) >= most, `${most}: ${all}`);
    assert.ok(all.every(Number.isInteger), `${most}: ${all}`);
  }
});

test("without a value there are two ticks", () => {
  for (const most of [0, -1, NaN, Infinity]) assert.deepEqual(ticks(most), [0, 1]);
});

test("a scale leads from values to places, also where all values are the same", () => {
  const y = scale([0, 10], [200, 0]);
  assert.deepEqual([y(0), y(5), y(10)], [200, 100, 0]);
  assert.equal(scale([3, 3], [0, 100])(3), 0);
});

test("labels are as many as have room", () => {
  assert.deepEqual(shownLabels(4, 400, 80), [0, 1, 2, 3]);
  assert.deepEqual(shownLabels(30, 400, 80), [0, 6, 12, 18, 24]);
  assert.deepEqual(shownLabels(1, 0, 80), [0]);
  assert.deepEqual(shownLabels(0, 400, 80), []);
  assert.ok(shownLabels(2000, 600, 80).length <= 8);
});

test("parts of a bar stand on each other, and a missing one takes no place", () => {
  assert.deepEqual(stacked([[1, null, 2], [0, 3, 0]]), [[[0, 1], [1, 1], [1, 3]], [[0, 0], [0, 3], [3, 3]]]);
});

test("a line has a gap where a value is missing, and a point alone is known", () => {
  assert.equal(through([[0, 1], [2, 3], null, [6, 7]]), "M0 1L2 3M6 7");
  assert.deepEqual(alone([[0, 1], [2, 3], null, [6, 7], null]), [3]);
  assert.deepEqual(alone([[0, 1]]), [0]);
  assert.equal(through([]), "");
});

test("the extent leaves missing values out", () => {
  assert.deepEqual(extent([3, null, 9, 1]), { least: 1, most: 9, at: 2 });
  assert.equal(extent([null, undefined]), null);
});

test("CSV has plain numbers, empty cells, and no formula", () => {
  const text = csvOf(["Day", "A, b"], [["2026-01-31", 1234.5], ["=1+1", null], ["x", -3]]);
  assert.deepEqual(parse(text, ","), [["Day", "A, b"], ["2026-01-31", "1234.5"], ["'=1+1", ""], ["x", "-3"]]);
});

test("a time is asked for by its days, its last one included, and the one before is as long", () => {
  const here = { zone: "Europe/Berlin", now: new Date("2026-03-31T22:30:00Z") };
  const of = (text) => asked(new URLSearchParams(text), here);
  assert.deepEqual(of(""), { days: 30, from: "2026-03-03", to: "2026-04-01", bucket: "day", timezone: "Europe/Berlin" });
  assert.deepEqual(of("range=7&timezone=UTC&bucket=hour"), { days: 7, from: "2026-03-25", to: "2026-03-31", bucket: "hour", timezone: "UTC" });
  assert.equal(of("range=8").days, 30);
  assert.deepEqual(of("from=2026-01-01&to=2026-01-02"), { days: null, from: "2026-01-01", to: "2026-01-02", bucket: "hour", timezone: "Europe/Berlin" });
  assert.deepEqual(sent(of("from=2024-02-28&to=2024-02-28")), { from: "2024-02-28", to: "2024-02-29", bucket: "hour", timezone: "Europe/Berlin" });
  assert.deepEqual(before(of("from=2024-03-01&to=2024-03-02")), { from: "2024-02-28", to: "2024-02-29", bucket: "month", timezone: "Europe/Berlin" });
  assert.equal(of("timezone=Mars").to, "2026-03-31", "the API says that there is no such zone");
  for (const text of ["from=x&to=y", "from=2026-02-02&to=2026-02-01", "from=x"]) assert.equal(before(of(text)), null, text);
  assert.deepEqual([fitting("2026-01-01", "2026-04-01"), fitting("2026-01-01", "2026-12-31"), fitting("2020-01-01", "2026-12-31")], ["day", "week", "month"]);
});
