/** Days, buckets and shares in words, by the clock of the report's time zone. */
import { number } from "../../core/format.js";

const locale = navigator.language;
const percentage = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 0 });

/** A share of 1. @param {number} value */
export const percent = (value) => percentage.format(value);

const plainDay = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone: "UTC" });

/** A day like `2026-01-31`; another text stays. @param {string} day */
export const dayOf = (day) => (Number.isNaN(Date.parse(day)) ? day : plainDay.format(new Date(day)));

/** @type {Record<string, [Intl.DateTimeFormatOptions, Intl.DateTimeFormatOptions]>} */
const STYLES = {
  hour: [{ dateStyle: "medium", timeStyle: "short" }, { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" }],
  day: [{ dateStyle: "medium" }, { day: "numeric", month: "short" }],
  week: [{ dateStyle: "medium" }, { day: "numeric", month: "short" }],
  month: [{ month: "long", year: "numeric" }, { month: "short", year: "2-digit" }],
};

/**
 * A report's buckets as the points of a chart.
 * @param {any} report @param {(counts: any) => (number|null)[]} values
 * @returns {import("../chart/Chart.js").Point[]}
 */
export function pointsOf(report, values) {
  const [long, short] = STYLES[report.bucket].map((style) => new Intl.DateTimeFormat(locale, { ...style, timeZone: report.timezone }));
  return report.buckets.map((counts) => {
    const at = new Date(counts.start);
    return { key: counts.start, label: long.format(at), tick: short.format(at), values: values(counts) };
  });
}

/** Series of their names, with the words for them. @param {string[]} names @param {Record<string, string>} labels */
export const seriesOf = (names, labels) => names.map((name) => ({ name, label: labels[name] }));

/** @param {number|null} value @param {(value: number) => string} format */
export const known = (value, format = number) => (value === null || value === undefined ? null : format(value));
