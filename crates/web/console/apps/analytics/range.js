/** The time that is counted, as it stands in the address. Pure. */

export const DAYS = [7, 30, 90];
export const BUCKETS = ["hour", "day", "week", "month"];
const USUAL = 30;
const DAY = 86_400_000;
const isDay = (text) => /^\d{4}-\d{2}-\d{2}$/.test(text ?? "") && !Number.isNaN(Date.parse(text));

/** A day so many days later. @param {string} day like `2026-01-31` @param {number} count */
export function later(day, count) {
  return new Date(Date.parse(day) + count * DAY).toISOString().slice(0, 10);
}

/** How many days from one to another, both counted. @param {string} from @param {string} to */
const daysOf = (from, to) => Math.round((Date.parse(to) - Date.parse(from)) / DAY) + 1;

/** Today by the clock of a time zone; by UTC's where there is no such zone: the API says so. @param {string} zone @param {Date} now */
function todayIn(zone, now) {
  try {
    return new Intl.DateTimeFormat("en-CA", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" }).format(now);
  } catch {
    return now.toISOString().slice(0, 10);
  }
}

/** The bucket that makes a chart one can read. @param {string} from @param {string} to both days count */
export function fitting(from, to) {
  const days = isDay(from) && isDay(to) && from <= to ? daysOf(from, to) : USUAL;
  return days <= 2 ? "hour" : days <= 92 ? "day" : days <= 730 ? "week" : "month";
}

/**
 * What the address asks for. Its last day counts.
 * @param {URLSearchParams} query @param {{zone: string, now: Date}} here the browser's time zone, and the time
 * @returns {{days: number|null, from: string, to: string, bucket: string, timezone: string}} `days` is null for a time of one's own
 */
export function asked(query, { zone, now }) {
  const timezone = query.get("timezone") || zone;
  const [from, to] = [query.get("from"), query.get("to")];
  const today = todayIn(timezone, now);
  if (from || to) {
    const last = to || today;
    const first = from || (isDay(last) ? later(last, 1 - USUAL) : "");
    return { days: null, from: first, to: last, bucket: query.get("bucket") || fitting(first, last), timezone };
  }
  const days = DAYS.find((one) => String(one) === query.get("range")) ?? USUAL;
  const first = later(today, 1 - days);
  return { days, from: first, to: today, bucket: query.get("bucket") || fitting(first, today), timezone };
}

/** What is sent for it: there the last day doesn't count. @param {{from: string, to: string, bucket: string, timezone: string}} range */
export const sent = ({ from, to, bucket, timezone }) => ({ from, to: isDay(to) ? later(to, 1) : to, bucket, timezone });

/** The time before, as long as this one; null where a day isn't one. @param {{from: string, to: string, timezone: string}} range */
export function before({ from, to, timezone }) {
  if (!isDay(from) || !isDay(to) || from > to) return null;
  const first = later(from, -daysOf(from, to));
  return Number(first.slice(0, 4)) > 0 ? { from: first, to: later(from, -1), bucket: "month", timezone } : null;
}
