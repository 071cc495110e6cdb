/** Values as people read them, in the browser's language and time zone. */
const DAY = 86_400;
const locale = navigator.language;
/** Made when it is first used, since that takes milliseconds. @template T @param {() => T} make @returns {() => T} */
function once(make) {
  let made;
  return () => (made ??= make());
}
const both = once(() => new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" }));
const day = once(() => new Intl.DateTimeFormat(locale, { dateStyle: "medium" }));
const plain = once(() => new Intl.NumberFormat(locale));
const near = once(() => new Intl.RelativeTimeFormat(locale, { numeric: "auto", style: "long" }));
const tenths = once(() => new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }));
const UNITS = [["year", 365 * DAY], ["month", 30 * DAY], ["week", 7 * DAY], ["day", DAY], ["hour", 3600], ["minute", 60]];

/** A time, with its day. @param {string|number|Date} value */
export const dateTime = (value) => both().format(new Date(value));

/** A day. A value without a time, like "2026-01-31", is that day in every zone. @param {string|number|Date} value */
export function date(value) {
  const text = typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value) ? `${value}T00:00` : value;
  return day().format(new Date(text));
}

/** How long ago or ahead a time is. @param {string|number|Date} value */
export function relative(value) {
  const seconds = (new Date(value).getTime() - Date.now()) / 1000;
  const [unit, length] = UNITS.find(([, length]) => Math.abs(seconds) >= Number(length)) ?? ["second", 1];
  if (unit === "second") return near().format(0, "second");
  return near().format(Math.round(seconds / Number(length)), /** @type {Intl.RelativeTimeFormatUnit} */ (unit));
}

/** The browser's time zone, like "Europe/Berlin". */
export const zoneName = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** A number with its separators. @param {number} value */
export const number = (value) => plain().format(value);

/** A length of time, like "1:05". @param {number} seconds */
export function duration(seconds) {
  const whole = Math.max(0, Math.round(seconds));
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const two = (part) => String(part).padStart(2, "0");
  return hours ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

/** A size, like "1.5 MB". @param {number} size in bytes */
export function bytes(size) {
  const power = size < 1000 ? 0 : Math.min(3, Math.floor(Math.log10(size) / 3));
  const value = tenths().format(size / 1000 ** power);
  return `${value} ${["B", "kB", "MB", "GB"][power]}`;
}

/** Two letters for a name. @param {string} name */
export function initials(name) {
  const words = (name ?? "").trim().split(/\s+/).filter(Boolean);
  const letters = words.length > 1 ? [words[0], words.at(-1)] : words;
  return letters.map((word) => [...word][0].toUpperCase()).join("") || "?";
}

/** The number of the colour that stands for an id, 0 to 11 (class `hue-N`). @param {string} id */
export function hue(id) {
  let sum = 0;
  for (const letter of id ?? "") sum = (sum * 31 + letter.charCodeAt(0)) % 65_521;
  return sum % 12;
}
