/** The counts that the console makes for itself are those of the server: of segments, and of a campaign's recipients. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { audienceOf } from "../apps/outreach/audience-count.js";
import { dayAfter, dayFrom, hoursOf } from "../apps/outreach/day.js";
import { segments } from "../apps/outreach/segments.js";
import { filled, misses, unknownNames } from "../apps/outreach/template.js";

test("segments are counted as the server counts them", () => {
  const cases = [
    ["", 0, 0], ["a", 160, 1], ["a", 161, 2], ["a", 306, 2], ["a", 307, 3], ["€", 80, 1], ["€", 81, 2], ["ç", 1, 1], ["Ç", 160, 1], ["я", 70, 1],
    ["я", 71, 2], ["👋", 35, 1], ["👋", 36, 2], ["a", 1600, 11], ["я", 1600, 24],
  ];
  for (const [character, repeated, count] of cases) assert.equal(segments(String(character).repeat(Number(repeated))).count, count, `${character} × ${repeated}`);
  // 152 septets leave one place in the first part, which the escape's two don't fit in; neither is a surrogate pair split.
  assert.equal(segments(`${"a".repeat(152)}€${"a".repeat(152)}`).count, 3);
  assert.equal(segments(`${"я".repeat(66)}👋${"я".repeat(66)}`).count, 3);
});

test("characters of the alphabet have their widths, and others make the text UCS-2", () => {
  const one = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCXYZÄÖÑÜ§¿abcxyzäöñüà";
  assert.equal(segments(one.repeat(2).slice(0, 160)).count, 1);
  assert.deepEqual([...one, ..."\f^{}\\[~]|€"].filter((character) => segments(character).alphabet !== "GSM-7"), []);
  assert.deepEqual([..."\f^{}\\[~]|€"].filter((character) => segments(character.repeat(81)).count !== 2), []);
  assert.deepEqual([..."`´áçêÁ\t’“”…–—я👋"].filter((character) => segments(character).alphabet !== "UCS-2"), []);
});

test("placeholders are filled once, and what is none stays text", () => {
  const ada = { name: "Ada King Lovelace", company: "{{name}}", email: null, phone: "" };
  assert.equal(filled("Dear {{first_name}}{{company}}, {come} }} now", ada), "Dear Ada{{name}}, {come} }} now");
  assert.equal(filled("{{7*7}}{{{{name}}}}", ada), "{{7*7}}{{Ada King Lovelace}}");
  assert.deepEqual(misses("{{name}} {{email}} {{phone}} {{email}} {{nick}}", ada), ["email", "phone"]);
  assert.deepEqual(unknownNames("{{name}} {{ name}} {{Name}} {{7*7}} {{toString}}"), [" name", "Name", "toString"]);
});

test("of the contacts with one address the one of which the most is known is a recipient, then the oldest", () => {
  const at = (second) => `2026-12-03T10:00:0${second}.000000Z`;
  const contacts = [
    { id: "1", name: "Ada", phone: "+1 415 555-0101", tags: ["fair"], created_at: at(1) },
    { id: "2", name: "Ada King", phone: "+14155550101", company: "Engines", tags: ["fair"], created_at: at(2) },
    { id: "3", name: "Ada Byron", phone: "(+1)4155550101", company: "Engines", tags: ["fair", "press"], created_at: at(3) },
    { id: "4", name: "Ben", phone: "+14155550102", company: "Mills", tags: ["press"], created_at: at(4) },
    { id: "5", name: "Carl", phone: "0415 5550103", company: "Mills", tags: ["fair"], created_at: at(5) },
    { id: "6", name: "Dora", phone: "+14155550104", company: null, tags: ["fair"], created_at: at(6) },
    { id: "7", name: "Eve", phone: "+14155550105", company: "Mills", tags: ["fair"], created_at: at(7) },
  ];
  const campaign = { channel: "sms", audience: ["fair", "other"], body: "{{company}}", subject: "{{email}}", phone_id: "mine" };
  const suppressions = [{ address: "+14155550105", phone_id: "mine" }, { address: "+14155550104", phone_id: "another" }];
  const found = audienceOf(campaign, contacts, suppressions);
  assert.deepEqual(found.recipients.map(({ contact, body }) => [contact.id, body]), [["2", "Engines"], ["6", ""]].sort());
  assert.deepEqual([found.matched, found.without, found.doubles, found.suppressed], [6, 1, 2, 1]);
  assert.deepEqual(found.lacking.map(({ contact }) => contact.id), ["6"]);
  assert.equal(audienceOf({ ...campaign, audience: [] }, contacts, []).recipients.length, 4);
});

test("a day has its hours, and its name is its own", () => {
  assert.equal(dayAfter("2036-02-29", 1), "2036-03-01");
  assert.equal(dayAfter("2036-01-01", -1), "2035-12-31");
  assert.equal(dayFrom("2036-02-31"), dayFrom(null));
  const row = (text) => ({ scheduled_at: new Date(text).toISOString() });
  const rows = ["2036-01-31T05:59", "2036-01-31T23:00", "2036-02-01T00:00", "2036-01-30T23:59", "2036-01-31T05:00"].map(row);
  const hours = hoursOf("2036-01-31", rows);
  assert.deepEqual([hours[0].hour, hours.at(-1).hour], [5, 23]);
  assert.deepEqual(hours[0].rows, [rows[4], rows[0]]);
  assert.equal(hours.reduce((sum, hour) => sum + hour.rows.length, 0), 3);
});
