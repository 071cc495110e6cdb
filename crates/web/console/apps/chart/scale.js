/** What charts reckon with: scales, ticks, paths and CSV. Pure. */
import { write } from "../../resource/csv.js";

/** More points than these are not drawn. */
export const MOST_POINTS = 2000;

/**
 * Round values from 0 to at least the highest one, with steps of 1, 2 or 5.
 * @param {number} most the highest value @param {number} [steps] how many steps at most @param {boolean} [whole] without fractions
 * @returns {number[]}
 */
export function ticks(most, steps = 4, whole = true) {
  const top = Number.isFinite(most) && most > 0 ? most : 1;
  const power = 10 ** Math.floor(Math.log10(top / steps));
  const fit = [1, 2, 5, 10].map((factor) => factor * power).find((step) => Math.ceil(top / step - 1e-9) <= steps);
  const step = whole ? Math.max(1, fit) : fit;
  const count = Math.max(1, Math.ceil(top / step - 1e-9));
  return Array.from({ length: count + 1 }, (_, at) => Number((at * step).toPrecision(12)));
}

/** A line from values to places. @param {[number, number]} from @param {[number, number]} to @returns {(value: number) => number} */
export const scale = ([low, high], [start, end]) => (value) =>
  Number((start + ((value - low) / (high - low || 1)) * (end - start)).toFixed(2));

/**
 * Which of many labels have room: every so many-th, beginning with the first.
 * @param {number} count @param {number} width in all @param {number} room that one label takes
 * @returns {number[]}
 */
export function shownLabels(count, width, room) {
  const step = Math.max(1, Math.ceil((count * room) / Math.max(width, 1)));
  return Array.from({ length: Math.ceil(count / step) }, (_, at) => at * step);
}

/**
 * The sums under and above each part of stacked bars.
 * @param {(number|null)[][]} rows the values of each point @returns {[number, number][][]}
 */
export const stacked = (rows) => rows.map((values) => {
  let below = 0;
  return values.map((value) => [below, (below += Math.max(0, value ?? 0))]);
});

/**
 * A path through places; a value that is missing is a gap.
 * @param {([number, number]|null)[]} places
 */
export const through = (places) =>
  places.map((place, at) => (place ? `${at > 0 && places[at - 1] ? "L" : "M"}${place[0]} ${place[1]}` : "")).join("");

/** The points of a line that stand alone: a path through them draws nothing. @param {unknown[]} places */
export const alone = (places) => places.flatMap((place, at) => (place && !places[at - 1] && !places[at + 1] ? [at] : []));

/**
 * The lowest and highest of values, and where the highest is; null without any.
 * @param {(number|null)[]} values
 */
export function extent(values) {
  const there = values.filter((value) => value !== null && value !== undefined);
  if (there.length === 0) return null;
  const [least, most] = there.reduce(([low, high], value) => [Math.min(low, value), Math.max(high, value)], [Infinity, -Infinity]);
  return { least, most, at: values.indexOf(most) };
}

/** A cell that no spreadsheet takes for a formula. @param {unknown} value */
const cell = (value) => {
  const text = value === null || value === undefined ? "" : String(value);
  return typeof value === "string" && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
};

/** CSV of a head and rows: numbers are plain, so that each program reads them. @param {string[]} head @param {unknown[][]} rows */
export const csvOf = (head, rows) => write([head, ...rows].map((row) => row.map(cell)));
