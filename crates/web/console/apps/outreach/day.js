/** Days as the address names them: `2026-01-31`, in the browser's time zone. */
const two = (number) => String(number).padStart(2, "0");

/** @param {Date} date */
export const dayOf = (date) => `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;

/** The begin of a day, or null where the text is none. @param {string|null} text */
function beginOf(text) {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text ?? "") ?? [];
  const date = new Date(Number(year), Number(month) - 1, Number(day));
  return year && dayOf(date) === text ? date : null;
}

/** A day in the address; what is none is today. @param {string|null} text */
export const dayFrom = (text) => (beginOf(text) ? String(text) : dayOf(new Date()));

/** An hour of a day, also of one with 23 or 25. @param {string} day @param {number} hour */
export const hourOf = (day, hour) => {
  const date = beginOf(day);
  date?.setHours(hour);
  return date ?? new Date(NaN);
};

/** Another day. @param {string} day @param {number} count of days */
export function dayAfter(day, count) {
  const date = hourOf(day, 0);
  date.setDate(date.getDate() + count);
  return dayOf(date);
}

/**
 * The hours of a day, each with the rows that fall into it: those of a working day, and more where there are rows.
 * @param {string} day @param {Row[]} rows
 * @returns {{hour: number, rows: any[]}[]}
 */
export function hoursOf(day, rows) {
  const [begin, end] = [hourOf(day, 0), hourOf(dayAfter(day, 1), 0)];
  const own = rows.filter(({ scheduled_at: at }) => new Date(at) >= begin && new Date(at) < end)
    .sort((one, other) => one.scheduled_at.localeCompare(other.scheduled_at));
  const at = own.map((row) => new Date(row.scheduled_at).getHours());
  const [first, last] = [Math.min(8, ...at), Math.max(17, ...at)];
  return Array.from({ length: last - first + 1 }, (_, nth) => ({ hour: first + nth, rows: own.filter((__, which) => at[which] === first + nth) }));
}
