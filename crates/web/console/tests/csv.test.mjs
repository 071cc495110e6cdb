import assert from "node:assert/strict";
import { test } from "node:test";
import { doubles, guessed, told } from "../resource/columns-map.js";
import { hasValue, parse, separated, write } from "../resource/csv.js";

test("cells in quotation marks hold separators, line ends and quotation marks", () => {
  assert.deepEqual(parse('name,notes\r\n"Ada, Countess","one\ntwo ""three"""\n', ","), [["name", "notes"], ["Ada, Countess", 'one\ntwo "three"']]);
});

test("lines end in each way, and the last needs no end", () => {
  for (const end of ["\n", "\r\n", "\r"]) assert.deepEqual(parse(`a${end}b${end}c`, ","), [["a"], ["b"], ["c"]]);
});

test("no more rows are read than are asked for", () => {
  assert.deepEqual(parse("a\nb\nc", ",", 2), [["a"], ["b"]]);
});

test("what was written reads back", () => {
  const rows = [["name", "notes"], [" Ada ", 'a "b", c'], ["", "line\r\nline"], ["=1+1", "ü;|\t"]];
  for (const separator of [",", ";", "\t", "|"]) assert.deepEqual(parse(write(rows, separator), separator), rows);
});

test("the separator is that by which the header's names are known, or the one a first line says", () => {
  const known = (name) => ["name", "company"].includes(name);
  assert.equal(separated("Name;Company, Ltd\n", known).separator, ";");
  assert.equal(separated("name\tcompany\n", known).separator, "\t");
  for (const line of ['"sep=;"', "SEP=;;;"]) {
    assert.deepEqual(separated(`${line}\nname;company\n`, known), { separator: ";", text: "name;company\n" });
  }
  assert.deepEqual(separated("sep=|\r\nname|company\n", known), { separator: "|", text: "name|company\n" });
  assert.equal(hasValue(["", " \u200b"]), false);
});

test("columns go to the field of their name, or of its label, each field once", () => {
  const fields = [{ name: "name", label: "Name" }, { name: "assignee_id", label: "Assignee" }];
  const map = guessed([{ name: "Assignee" }, { name: " NAME" }, { name: "assignee_id" }, { name: "Hobby" }], fields);
  assert.deepEqual(map, { Assignee: null, " NAME": "name", assignee_id: "assignee_id", Hobby: null });
  assert.deepEqual(doubles({ a: "name", b: "name", c: "notes", d: null }), ["name"]);
  assert.deepEqual(JSON.parse(told(map, [])), { Assignee: null, Hobby: null });
  assert.equal(told({ name: "name" }, []), undefined);
});
