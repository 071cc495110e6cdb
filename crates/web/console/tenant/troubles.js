/** What needs a person now: rows that failed, are in doubt, blocked or due, as far as the lists can be asked for them. */
import { resource } from "../core/api.js";
import { get } from "../core/http.js";
import { tenantPath } from "../core/tenant.js";
import { words } from "../core/words/tenant.js";
import { listPath } from "../resource/paths.js";
import { each } from "../resource/pool.js";
import { sees } from "./may.js";

const W = words.needs;
/** Lists are never counted: more than these are "5+". */
const MOST = 5;
const RECENT = 30 * 86_400_000;
const AT_ONCE = 6;

const isRecent = ({ updated_at }) => Date.now() - Date.parse(updated_at) < RECENT;

/**
 * Each kind of trouble: the list, its filter, which of the rows count, and the words. Without `test` those count that changed in
 * the last thirty days.
 * @type {{list: string, filter: Query, icon: string, say: (count: string, isOne: boolean) => string, test?: (row: Row) => boolean, role?: string}[]}
 */
const KINDS = [
  { list: "campaigns", filter: { status: "paused" }, icon: "megaphone", say: W.paused, test: ({ error_code }) => Boolean(error_code) },
  { list: "campaigns", filter: { status: "running" }, icon: "megaphone", say: W.campaignDoubt, test: ({ counts }) => counts?.in_doubt > 0 },
  { list: "campaigns", filter: { status: "failed" }, icon: "megaphone", say: W.campaigns },
  { list: "scheduled-calls", filter: { status: "pending", sort: "scheduled_at" }, icon: "calendar-clock", say: W.due,
    test: ({ scheduled_at }) => Date.parse(scheduled_at) <= Date.now() },
  { list: "scheduled-calls", filter: { status: "running" }, icon: "calendar-clock", say: W.callDoubt, test: ({ in_doubt }) => in_doubt },
  { list: "scheduled-calls", filter: { status: "failed", sort: "-updated_at" }, icon: "calendar-clock", say: W.scheduled },
  { list: "calls", filter: { status: "failed", sort: "-updated_at" }, icon: "phone-call", say: W.calls },
  { list: "messages", filter: { status: "failed", sort: "-updated_at" }, icon: "message-square", say: W.messages },
  { list: "messages", filter: { status: "undelivered", sort: "-updated_at" }, icon: "message-square", say: W.undelivered },
  { list: "phones", filter: {}, icon: "phone", say: W.phones, test: ({ blocked_reason }) => Boolean(blocked_reason) },
  { list: "image-jobs", filter: { status: "failed", sort: "-updated_at" }, icon: "image", say: W.images },
  { list: "webhooks", filter: { status: "paused" }, icon: "webhook", say: W.webhooksPaused, test: () => true, role: "admin" },
  { list: "webhooks", filter: { status: "disabled" }, icon: "webhook", say: W.webhooksOff, test: () => true, role: "admin" },
];

/** One kind's rows in words, with the way to them; null without any. */
async function ask({ list, filter, icon, say, test = isRecent }) {
  const { data } = await get(listPath(resource(list)), { query: { ...filter, limit: MOST }, quiet: true });
  const count = data.items.filter(test).length;
  if (count === 0) return null;
  const isMore = count === MOST && Boolean(data.next_cursor);
  const query = new URLSearchParams(filter).toString();
  return { icon, text: say(isMore ? `${MOST}+` : String(count), count === 1), href: tenantPath(list) + (query ? `?${query}` : "") };
}

/**
 * Asks for all kinds that the user may read.
 * @returns {Promise<{items: {icon: string, text: string, href: string}[], failed: number}>} `failed`: how many could not be asked for
 */
export async function readNeeds() {
  const kinds = KINDS.filter(({ list, role = "viewer" }) => resource(list) && sees(role));
  const outcomes = await each(kinds, ask, { most: AT_ONCE });
  return { items: outcomes.map(({ value }) => value).filter(Boolean), failed: outcomes.filter(({ ok }) => !ok).length };
}
