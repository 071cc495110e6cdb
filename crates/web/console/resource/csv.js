/** CSV as the import reads it: found apart, parsed and written. Pure. */

const MARKS = [",", ";", "\t", "|"];
const UNSEEN = /^[\s\p{C}\p{Z}\p{DI}\u2800]+|[\s\p{C}\p{Z}\p{DI}\u2800]+$/gu;

/** A text without white space and invisible characters around it. @param {string} text */
export const seen = (text) => text.replace(UNSEEN, "");

/** A column's name as names are compared. @param {string} name */
export const folded = (name) => seen(name).normalize("NFC").toLowerCase();

/**
 * Rows of cells. A cell in quotation marks may hold separators, line ends and doubled quotation marks.
 * @param {string} text @param {string} separator @param {number} [most] how many rows at most
 * @returns {string[][]}
 */
export function parse(text, separator, most = Infinity) {
  const rows = [];
  let row = [];
  let cell = "";
  let quoted = false;
  let at = 0;
  const endRow = () => {
    row.push(cell);
    rows.push(row);
    row = [];
    cell = "";
  };
  for (; at < text.length && rows.length < most; at += 1) {
    const char = text[at];
    if (quoted) {
      if (char !== '"') cell += char;
      else if (text[at + 1] === '"') cell += text[(at += 1)];
      else quoted = false;
    } else if (char === '"' && seen(cell) === "") {
      cell = "";
      quoted = true;
    } else if (char === separator) {
      row.push(cell);
      cell = "";
    } else if (char === "\n" || char === "\r") {
      if (char === "\r" && text[at + 1] === "\n") at += 1;
      endRow();
    } else cell += char;
  }
  if (rows.length < most && (cell !== "" || row.length > 0)) endRow();
  return rows;
}

/**
 * What separates the cells: as `sep=;` says in the first line, else the one by which most names of the header are known.
 * @param {string} text @param {(name: string) => boolean} known
 * @returns {{separator: string, text: string}} the text without that first line
 */
export function separated(text, known) {
  const said = /^"?sep=(.)\1*"?(\r\n|\r|\n)/i.exec(text);
  if (said) return { separator: said[1], text: text.slice(said[0].length) };
  let best = { separator: ",", score: -1 };
  for (const separator of MARKS) {
    const header = parse(text, separator, 1)[0] ?? [];
    const score = header.filter((name) => known(folded(name))).length + Math.min(header.length, 99) / 100;
    if (score > best.score) best = { separator, score };
  }
  return { separator: best.separator, text };
}

/** Whether a row has a value. @param {string[]} row */
export const hasValue = (row) => row.some((cell) => seen(cell) !== "");

/** @param {string} cell @param {string} separator */
const written = (cell, separator) => (/["\r\n]/.test(cell) || cell.includes(separator) || cell !== cell.trim() ? `"${cell.replaceAll('"', '""')}"` : cell);

/** CSV of rows. @param {string[][]} rows @param {string} [separator] */
export const write = (rows, separator = ",") => rows.map((row) => `${row.map((cell) => written(cell, separator)).join(separator)}\r\n`).join("");
