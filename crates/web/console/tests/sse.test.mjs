/** The parser of server-sent events (HTML, 9.2.6). */
import assert from "node:assert/strict";
import { test } from "node:test";
import { parser } from "../core/sse.js";

const STREAM = [
  ": a comment\n", "id: 1\nevent: change\ndata: {\"a\":1}\n\n", "retry: 10\n\n", "data: first\ndata\ndata:  third\n\n",
  "id\ndata:no space\n\n", "id: 2\r\ndata: by CRLF\r\n\r\n", "id: x\0y\rdata: by CR\r\r", "event: alone\n\n", "data: last\n\n", "data: unfinished\n",
].join("");

const EVENTS = [
  { id: "1", event: "change", data: "{\"a\":1}" },
  { id: "1", event: "message", data: "first\n\n third" },
  { id: "", event: "message", data: "no space" },
  { id: "2", event: "message", data: "by CRLF" },
  { id: "2", event: "message", data: "by CR" },
  { id: "2", event: "message", data: "last" },
];

const parsed = (pieces) => {
  const feed = parser();
  return pieces.flatMap((piece) => feed(piece));
};

test("a stream is read as the standard says", () => {
  assert.deepEqual(parsed([STREAM]), EVENTS);
});

test("pieces may be cut anywhere", () => {
  assert.deepEqual(parsed([...STREAM]), EVENTS);
  for (let at = 0; at <= STREAM.length; at += 1) {
    assert.deepEqual(parsed([STREAM.slice(0, at), STREAM.slice(at)]), EVENTS, `cut at ${at}`);
  }
});
