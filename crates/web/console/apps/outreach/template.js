/** Texts with placeholders for what is known of a contact, filled as the server fills them. */

/** What a placeholder stands for. @type {Record<string, (contact: Row) => string|null>} */
const VALUES = {
  name: (contact) => contact.name,
  first_name: (contact) => contact.name?.split(" ")[0],
  email: (contact) => contact.email,
  phone: (contact) => contact.phone,
  company: (contact) => contact.company,
};

const PLACEHOLDER = /\{\{([\p{Alphabetic}\p{N}\s_.-]*)\}\}/gu;

/** The names between braces, each once. @param {string|null} text */
const namesIn = (text) => [...new Set([...(text ?? "").matchAll(PLACEHOLDER)].map(([, name]) => name))];

/** The names that stand for nothing. @param {string|null} text */
export const unknownNames = (text) => namesIn(text).filter((name) => !Object.hasOwn(VALUES, name));

/** What a text asks for, and of a contact isn't known. @param {string|null} text @param {Row} contact */
export const misses = (text, contact) => namesIn(text).filter((name) => Object.hasOwn(VALUES, name) && !VALUES[name](contact));

/** A text for a contact. @param {string|null} text @param {Row} contact */
export const filled = (text, contact) =>
  (text ?? "").replace(PLACEHOLDER, (whole, name) => (Object.hasOwn(VALUES, name) ? (VALUES[name](contact) ?? "") : whole));
