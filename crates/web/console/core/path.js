/** Parts of paths. */

/**
 * A part of a path as it was before it was encoded; what can't be decoded stays as it is, and is the name of nothing.
 * @param {string} part
 */
export function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
