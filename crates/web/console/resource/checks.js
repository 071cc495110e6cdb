/** Instant checks of a field by the description; the server has the last word. */
import { words } from "../core/words/resource.js";

const say = words.wrong;
const patterns = new Map();

/** A pattern of the description, or null where this browser can't read it. */
function compiled(pattern) {
  if (!patterns.has(pattern)) {
    let made = null;
    try {
      made = new RegExp(pattern, "u");
    } catch {
      made = null;
    }
    patterns.set(pattern, made);
  }
  return patterns.get(pattern);
}

const UUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

const BY_KIND = {
  integer: (value) => (Number.isInteger(Number(value)) ? null : say.integer),
  decimal: (value) => (Number.isFinite(Number(value)) ? null : say.number),
  uuid: (value) => (UUID.test(value) ? null : say.uuid),
  uuids: (value) => (value.every((id) => UUID.test(id)) ? null : say.uuid),
  date: (value) => (Number.isNaN(Date.parse(value)) ? say.date : null),
  timestamp: (value) => (Number.isNaN(Date.parse(value)) ? say.date : null),
};

const MISMATCH = { email: say.email, phone: say.phone, e164: say.phone, url: say.url };

/** Whether a form holds nothing for a field. @param {unknown} value */
export const isEmpty = (value) =>
  value === undefined || value === null || (Array.isArray(value) ? !value.length : typeof value === "string" && !value.trim());

/**
 * What is wrong with the value of a field.
 * @param {Field} field a field of the description; one with `check`, of a screen made by hand, is looked at by that
 * @param {unknown} value
 * @returns {string|null}
 */
export function check(field, value) {
  // A list of ids that must be given may be empty.
  if (field.kind === "uuids" && Array.isArray(value) && !value.length && !field.minItems) return null;
  if (isEmpty(value)) return field.required && field.default == null && field.kind !== "boolean" ? say.required : null;
  const wrong = field.check ? field.check(value) : BY_KIND[field.kind]?.(value);
  if (wrong) return wrong;
  if (field.kind === "select" && field.options && !field.options.some((one) => (one?.value ?? one) === value)) return say.option;
  if (Array.isArray(value)) return field.maxItems && value.length > field.maxItems ? say.items(field.maxItems) : null;
  if (["integer", "decimal"].includes(field.kind)) {
    if (field.min != null && Number(value) < field.min) return say.min(field.min);
    return field.max != null && Number(value) > field.max ? say.max(field.max) : null;
  }
  if (typeof value !== "string") return null;
  const length = [...value].length;
  if (field.minLength && length < field.minLength) return say.minLength(field.minLength);
  if (field.maxLength && length > field.maxLength) return say.maxLength(field.maxLength);
  const pattern = field.pattern && compiled(field.pattern);
  return pattern && !pattern.test(value) ? (MISMATCH[field.kind] ?? say.pattern) : null;
}

/**
 * All fields that are wrong.
 * @param {Field[]} fields @param {Record<string, unknown>} values
 * @returns {Record<string, string>}
 */
export function checkAll(fields, values) {
  const found = fields.map((field) => [field.name, check(field, values[field.name])]);
  return Object.fromEntries(found.filter(([, wrong]) => wrong));
}
