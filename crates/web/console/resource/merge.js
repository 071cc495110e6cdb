/** The three-way merge of a row that two people changed at once: pure, without a browser. */

/**
 * Whether two values of a field are the same, by content.
 * @param {unknown} a
 * @param {unknown} b
 * @returns {boolean}
 */
export function same(a, b) {
  if (Object.is(a, b)) return true;
  if (a === undefined || a === null || b === undefined || b === null) return (a ?? null) === (b ?? null);
  if (typeof a !== "object" || typeof b !== "object") return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && same(a[key], b[key]));
}

/**
 * Joins two changes of one row. What one side alone changed is taken from it; what both changed to different values
 * is a conflict, and stays theirs in `merged` until a person chooses.
 * @param {Record<string, unknown>} base the row as it was read before the change
 * @param {Record<string, unknown>} mine what stands in the form
 * @param {Record<string, unknown>} theirs the row as the server has it now
 * @returns {{merged: Record<string, unknown>, conflicts: {field: string, base: unknown, mine: unknown,
 *   theirs: unknown}[], settled: boolean}} `settled`: the server's row equals mine, nothing is left to save
 */
export function merge(base, mine, theirs) {
  const merged = {};
  const conflicts = [];
  let settled = true;
  for (const field of new Set([...Object.keys(base), ...Object.keys(mine), ...Object.keys(theirs)])) {
    const [old, own, other] = [base[field], Object.hasOwn(mine, field) ? mine[field] : base[field], theirs[field]];
    const untouched = same(own, old);
    merged[field] = untouched ? other : own;
    if (untouched || same(own, other)) continue;
    settled = false;
    if (same(other, old)) continue;
    merged[field] = other;
    conflicts.push({ field, base: old, mine: own, theirs: other });
  }
  return { merged, conflicts, settled };
}

/**
 * The fields of `now` that differ from `before`: a merge patch.
 * @param {Record<string, unknown>} before
 * @param {Record<string, unknown>} now
 * @returns {Record<string, unknown>}
 */
export function changes(before, now) {
  return Object.fromEntries(Object.entries(now).filter(([field, value]) => !same(value, before[field])));
}
