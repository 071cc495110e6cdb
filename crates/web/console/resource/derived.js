/** A resource of the description with some things of its own. */

/**
 * @param {Resource} resource
 * @param {Record<string, any>} more what differs
 * @returns {Resource}
 */
export const derived = (resource, more) => Object.assign(Object.create(Object.getPrototypeOf(resource)), resource, more);
