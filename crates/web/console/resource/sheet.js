/** A file to import: how it is encoded, which columns it has, and its rows by their numbers. */
import { folded, hasValue, parse, separated, write } from "./csv.js";

const HEAD = 256 * 1024;

/** The encoding: a byte order mark's, else UTF-8 where the whole file is that. */
async function charsetOf(file) {
  const start = new Uint8Array(await file.slice(0, 3).arrayBuffer());
  if ((start[0] === 0xff && start[1] === 0xfe) || (start[0] === 0xfe && start[1] === 0xff)) return "utf-16";
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const reader = file.stream().getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      decoder.decode(value, { stream: true });
    }
    decoder.decode();
    return "utf-8";
  } catch {
    return "windows-1252";
  } finally {
    reader.cancel().catch(() => {});
  }
}

async function textOf(blob, charset) {
  const bytes = await blob.arrayBuffer();
  const big = new Uint8Array(bytes.slice(0, 1))[0] === 0xfe;
  return new TextDecoder(charset === "utf-16" ? (big ? "utf-16be" : "utf-16le") : charset).decode(bytes);
}

/** The names of an NDJSON file's fields, and the first values of each. */
function fieldsOf(lines) {
  const values = new Map();
  for (const line of lines) {
    try {
      for (const [name, value] of Object.entries(JSON.parse(line))) {
        if (!values.has(name)) values.set(name, []);
        if (value !== null) values.get(name).push(typeof value === "string" ? value : JSON.stringify(value));
      }
    } catch {
      // The server names a line that isn't JSON; the last one may be cut here.
    }
  }
  return [...values].map(([name, examples]) => ({ name, examples: examples.slice(0, 3) }));
}

/**
 * Reads the beginning of a file.
 * @param {File} file @param {(name: string) => boolean} known whether a column's name is a field's
 * @param {string} [charset] as the person chose it
 * @returns {Promise<Sheet>} no columns where it is empty
 */
export async function readSheet(file, known, charset) {
  charset ??= await charsetOf(file);
  const head = await textOf(file.slice(0, HEAD), charset);
  if (head.includes("\0")) throw new TypeError("not a text");
  const format = /\.(ndjson|jsonl)$/i.test(file.name) || /^\s*\{/.test(head) ? "ndjson" : "csv";
  if (format === "ndjson") {
    const lines = head.split(/\r\n|\r|\n/).filter((line) => line.trim()).slice(0, 20);
    return { file, format, charset, separator: "", columns: fieldsOf(lines) };
  }
  const { separator, text } = separated(head, known);
  const [header = [], ...rows] = parse(text, separator, 40);
  const filled = rows.filter(hasValue);
  const columns = header.map((name, at) => ({
    name: name.trim(),
    examples: filled.map((row) => row[at] ?? "").filter((cell) => cell.trim()).slice(0, 3),
  }));
  return { file, format, charset, separator, columns: columns.filter(({ name }) => folded(name)) };
}

/**
 * The rows that failed, as a file to correct and import: in CSV with a last column that says what is wrong.
 * @param {Sheet} sheet @param {Map<number, string>} wrong what is wrong by row, counted from 1
 * @param {(name: string) => boolean} known @param {string} column the added column's name
 * @returns {Promise<{name: string, blob: Blob}>}
 */
export async function failedRows(sheet, wrong, known, column) {
  const whole = await textOf(sheet.file, sheet.charset);
  const base = sheet.file.name.replace(/\.[^.]*$/, "") || "rows";
  const numbered = (rows) => rows.filter((_, at) => wrong.has(at + 1));
  if (sheet.format === "ndjson") {
    const lines = numbered(whole.split(/\r\n|\r|\n/).filter((line) => line.trim()));
    return { name: `${base}-failed.ndjson`, blob: new Blob([`${lines.join("\n")}\n`], { type: "application/x-ndjson" }) };
  }
  const { separator, text } = separated(whole, known);
  const [header = [], ...rows] = parse(text, separator);
  const old = header.findIndex((name) => folded(name) === column);
  const cells = (row) => header.map((_, at) => row[at] ?? "").filter((_, at) => at !== old);
  const kept = rows.filter(hasValue).flatMap((row, at) => (wrong.has(at + 1) ? [[...cells(row), wrong.get(at + 1)]] : []));
  const csv = write([[...cells(header), column], ...kept], separator);
  return { name: `${base}-failed.csv`, blob: new Blob([`\ufeff${csv}`], { type: "text/csv;charset=utf-8" }) };
}
