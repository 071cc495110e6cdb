/** The recipients that a campaign would have, counted from the contacts by the rules of its start. */
import { get } from "../../core/http.js";
import { dialled } from "../people/dialled.js";
import { filled, misses } from "./template.js";

/** Rows that are read for a count, a hundred at a time. */
const MOST = 2000;
const NUMBER = /^\+[1-9][0-9]{6,14}$/;

/** The address of a contact on a channel, or "". */
function addressOf(channel, contact) {
  if (channel === "email") return contact.email ?? "";
  const number = dialled(contact.phone);
  return NUMBER.test(number) ? number : "";
}

const inAudience = (tags, contact) => tags.length === 0 || contact.tags?.some((tag) => tags.includes(tag));

/** Whether of two contacts with one address the first gets the message: the one of which more is known, then the older one. */
const before = (one, other) =>
  one.misses.length - other.misses.length || one.contact.created_at.localeCompare(other.contact.created_at) || (one.contact.id < other.contact.id ? -1 : 1);

/**
 * The recipients, and who is left out.
 * @param {Row} campaign @param {Row[]} contacts @param {Row[]} suppressions
 * @returns {{matched: number, without: number, doubles: number, suppressed: number, lacking: Row[], recipients: Row[]}}
 *   `recipients`: those who get it, `lacking`: those of them who lack the value of a placeholder
 */
export function audienceOf(campaign, contacts, suppressions) {
  const text = campaign.channel === "email" ? `${campaign.subject ?? ""}\n${campaign.body}` : campaign.body;
  const people = contacts.filter((contact) => inAudience(campaign.audience ?? [], contact))
    .map((contact) => ({ contact, address: addressOf(campaign.channel, contact), misses: misses(text, contact) }));
  const reached = people.filter(({ address }) => address).sort(before);
  const chosen = [...new Map(reached.toReversed().map((one) => [one.address, one])).values()].reverse();
  const blocked = new Set(suppressions.filter(({ phone_id: phone }) => !phone || phone === campaign.phone_id).map(({ address }) => address));
  const recipients = chosen.filter(({ address }) => !blocked.has(address)).map((one) => ({
    ...one, subject: filled(campaign.subject, one.contact).replace(/\s+/g, " "), body: filled(campaign.body, one.contact),
  }));
  return {
    matched: people.length, without: people.length - reached.length, doubles: reached.length - chosen.length,
    suppressed: chosen.length - recipients.length, lacking: chosen.filter((one) => one.misses.length), recipients,
  };
}

async function readAll(path, signal) {
  const rows = [];
  let cursor = null;
  do {
    const { data } = await get(path, { query: { limit: 100, cursor }, signal });
    rows.push(...data.items);
    cursor = data.next_cursor ?? null;
  } while (cursor && rows.length < MOST);
  return { rows, whole: !cursor };
}

/**
 * Reads contacts and suppressions.
 * @param {AbortSignal} signal
 * @returns {Promise<{contacts: Row[], suppressions: Row[], whole: boolean}>} `whole`: whether these are all
 */
export async function readPeople(signal) {
  const [contacts, suppressions] = await Promise.all([readAll("/api/contacts", signal), readAll("/api/suppressions", signal)]);
  return { contacts: contacts.rows, suppressions: suppressions.rows, whole: contacts.whole && suppressions.whole };
}
