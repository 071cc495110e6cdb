import assert from "node:assert/strict";
import { test } from "node:test";
import { changes, merge, same } from "../resource/merge.js";

const base = { name: "Ada", company: "Babbage", tags: ["a"], notes: null };

test("changes of one side each join without a question", () => {
  const { merged, conflicts, settled } = merge(base, { ...base, name: "Ada L." }, { ...base, company: "Engines" });
  assert.deepEqual(merged, { ...base, name: "Ada L.", company: "Engines" });
  assert.deepEqual(conflicts, []);
  assert.equal(settled, false);
});

test("a field that both changed is asked about, and stays theirs until then", () => {
  const { merged, conflicts } = merge(base, { ...base, name: "Mine" }, { ...base, name: "Theirs" });
  assert.equal(merged.name, "Theirs");
  assert.deepEqual(conflicts, [{ field: "name", base: "Ada", mine: "Mine", theirs: "Theirs" }]);
});

test("the same change on both sides is no conflict, and nothing is left to save", () => {
  const { conflicts, settled } = merge(base, { ...base, tags: ["a", "b"] }, { ...base, tags: ["a", "b"] });
  assert.deepEqual(conflicts, []);
  assert.equal(settled, true);
});

test("a form without changes takes what the server has", () => {
  const { merged, settled } = merge(base, base, { ...base, notes: "New" });
  assert.equal(merged.notes, "New");
  assert.equal(settled, true);
});

test("a field that was cleared against one that was changed is a conflict", () => {
  const { conflicts } = merge(base, { ...base, company: null }, { ...base, company: "Engines" });
  assert.deepEqual(conflicts, [{ field: "company", base: "Babbage", mine: null, theirs: "Engines" }]);
});

test("lists are compared in order, objects by their keys, and nothing equals nothing", () => {
  assert.ok(same({ a: 1, b: [2] }, { b: [2], a: 1 }));
  assert.ok(same(undefined, null));
  assert.ok(!same(["a", "b"], ["b", "a"]));
  assert.ok(!same({ a: undefined }, { b: undefined }));
  assert.ok(!same([], {}));
  assert.ok(!same(0, null));
});

test("a field that the form doesn't hold is left as it is", () => {
  const { merged, conflicts } = merge(base, { name: "Mine" }, base);
  assert.deepEqual(merged, { ...base, name: "Mine" });
  assert.deepEqual(conflicts, []);
});

test("a patch has the changed fields alone, null clears", () => {
  assert.deepEqual(changes(base, { ...base, company: null }), { company: null });
  assert.deepEqual(changes(base, base), {});
});
