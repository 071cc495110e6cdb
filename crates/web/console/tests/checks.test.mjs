import assert from "node:assert/strict";
import { test } from "node:test";
import { check, checkAll, isEmpty } from "../resource/checks.js";
import { words } from "../core/words/resource.js";

const { wrong } = words;
const field = (kind, more = {}) => ({ name: "field", label: "Field", kind, ...more });

test("a field that is required is asked for, unless it has a default or is a switch", () => {
  for (const value of [undefined, null, "", "  ", []]) {
    assert.equal(check(field("text", { required: true }), value), wrong.required);
    assert.equal(check(field("text"), value), null);
  }
  assert.equal(check(field("text", { required: true, default: "x" }), ""), null);
  assert.equal(check(field("boolean", { required: true }), undefined), null);
  assert.equal(isEmpty(0), false);
  assert.equal(isEmpty(false), false);
});

test("lengths are those of characters, as the server counts them", () => {
  const three = field("text", { minLength: 2, maxLength: 3 });
  assert.equal(check(three, "👩🏽"), null);
  assert.equal(check(three, "👩👩👩"), null);
  assert.equal(check(three, "👩"), wrong.minLength(2));
  assert.equal(check(three, "abcd"), wrong.maxLength(3));
});

test("numbers keep their bounds", () => {
  const count = field("integer", { min: 0, max: 10 });
  for (const value of [0, 10, "7"]) assert.equal(check(count, value), null);
  assert.equal(check(count, 1.5), wrong.integer);
  assert.equal(check(count, "many"), wrong.integer);
  assert.equal(check(count, -1), wrong.min(0));
  assert.equal(check(count, 11), wrong.max(10));
  assert.equal(check(field("decimal"), "x"), wrong.number);
});

test("what has a form is compared with it, and a pattern that can't be read is left to the server", () => {
  assert.equal(check(field("email", { pattern: "^[^@ ]+@[^@ ]+$" }), "ann"), wrong.email);
  assert.equal(check(field("email", { pattern: "^[^@ ]+@[^@ ]+$" }), "ann@test.example"), null);
  assert.equal(check(field("text", { pattern: "^[a-z]+$" }), "A"), wrong.pattern);
  assert.equal(check(field("text", { pattern: "(" }), "A"), null);
  assert.equal(check(field("uuid"), "1234"), wrong.uuid);
  assert.equal(check(field("uuid"), "01a23712-1888-72a8-9d13-3d8319ab3a13"), null);
  assert.equal(check(field("timestamp"), "tomorrow"), wrong.date);
  assert.equal(check(field("timestamp"), "2026-12-02T14:04:22Z"), null);
});

test("only what can be chosen is taken", () => {
  const status = field("select", { options: ["new", { value: "won", label: "Won" }] });
  assert.equal(check(status, "new"), null);
  assert.equal(check(status, "won"), null);
  assert.equal(check(status, "lost"), wrong.option);
  assert.equal(check(field("tags", { maxItems: 1 }), ["a", "b"]), wrong.items(1));
});

test("all fields that are wrong are named", () => {
  const fields = [field("text", { name: "name", required: true }), field("integer", { name: "age" }), field("text", { name: "notes" })];
  assert.deepEqual(checkAll(fields, { name: "", age: "x", notes: "" }), { name: wrong.required, age: wrong.integer });
});
