/** What conversations, people and times are called. */
import { date } from "../../core/format.js";
import { me } from "../../core/session.js";
import { memberName } from "../../core/tenant.js";
import { abouts } from "./conversations.js";
import { words } from "./words.js";

const clock = new Intl.DateTimeFormat(navigator.language, { timeStyle: "short" });
const NAMED = 3;

/** A participant's name. @param {string} user */
export const nameOf = (user) => memberName(user) ?? words.someone;

/** Who takes part beside the user, once that is known. @param {string} id @returns {Row[]|null} */
export const othersOf = (id) => abouts.value.get(id)?.people?.filter((one) => one.user_id !== me.value?.user.id) ?? null;

/** What a conversation is called: by its title, else by the others in it. @param {Row|undefined} row */
export function titleOf(row) {
  if (!row) return words.group;
  if (row.title) return row.title;
  const others = othersOf(row.id);
  if (!others) return words.group;
  if (others.length === 0) return words.alone;
  const names = others.map((one) => nameOf(one.user_id));
  return names.length > NAMED ? words.and(names.slice(0, NAMED - 1), names.length - NAMED + 1) : names.join(", ");
}

/** The time of day. @param {string} at */
export const timeOf = (at) => clock.format(new Date(at));

/** A day, of which two are the same or not. @param {string|number} at */
export const dayOf = (at) => new Date(at).toDateString();

/** The day of a time, near ones in words. @param {string} at */
export function dayName(at) {
  const day = dayOf(at);
  if (day === dayOf(Date.now())) return words.today;
  return day === dayOf(Date.now() - 86_400_000) ? words.yesterday : date(at);
}

/** When a conversation had its last message: by the clock today, by its day before. @param {string} at */
export const shortTime = (at) => (dayOf(at) === dayOf(Date.now()) ? timeOf(at) : dayName(at));
