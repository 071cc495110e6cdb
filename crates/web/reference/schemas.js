/** A part of the description with its references replaced, for Swagger UI, whose own way takes seconds for each operation. */

/** What a local reference names. */
const named = (description, reference) =>
  reference.slice(2).split("/").reduce((at, part) => at?.[part.replaceAll("~1", "/").replaceAll("~0", "~")], description);

/** A value with what its references name in their places. One that leads back into itself stays. */
function inlined(description, value, within) {
  if (Array.isArray(value)) return value.map((one) => inlined(description, one, within));
  if (value === null || typeof value !== "object") return value;
  const reference = value.$ref;
  if (typeof reference === "string" && reference.startsWith("#/")) {
    if (within.includes(reference)) return value;
    return inlined(description, named(description, reference), [...within, reference]);
  }
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, inlined(description, one, within)]));
}

/**
 * The part of the description at a path.
 * @param {any} description
 * @param {string[]} path
 */
export const plain = (description, path) => inlined(description, path.reduce((at, part) => at?.[part], description), []);
