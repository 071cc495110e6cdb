/**
 * A resource as a screen made by hand has it: some of what the description says is said anew.
 * @param {Resource} resource
 * @param {Record<string, any>} more what differs
 * @returns {Resource}
 */
export const derived = (resource, more) => Object.assign(Object.create(Object.getPrototypeOf(resource)), resource, more);
