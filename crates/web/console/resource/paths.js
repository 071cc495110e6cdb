/** Where a resource's rows are: at the API, and on the screen. */
import { tenantPath } from "../core/tenant.js";

/**
 * A path of the API with its parameters filled in: the last one is the row's id, one before it the parent's.
 * @param {string} path like `/api/campaigns/{campaign_id}/recipients/{id}`
 * @param {{id?: string, parent?: string}} ids
 */
export function filled(path, { id, parent }) {
  return path.replace(/\{(\w+)\}/g, (whole, name) => {
    const value = name === "id" || !parent ? (id ?? parent) : parent;
    return value === undefined ? whole : encodeURIComponent(value);
  });
}

/** The list's path at the API. @param {Resource} resource @param {string} [parent] the parent's id */
export const listPath = (resource, parent) => filled(resource.path, { parent });

/** A row's path at the API. @param {Resource} resource @param {string} id @param {string} [parent] */
export const rowPath = (resource, id, parent) => `${listPath(resource, parent)}/${encodeURIComponent(id)}`;

/** The path of an operation or an action on a row. @param {string} path @param {string} id @param {string} [parent] */
export const actionPath = (path, id, parent) => filled(path, { id, parent });

/** A row's or a list's screen. @param {Resource} resource @param {...string} rest */
export const screenPath = (resource, ...rest) => tenantPath(resource.plural, ...rest);

/** A row's title, or null where it has none. @param {Resource} resource @param {Row} row @returns {string|null} */
export function titleOf(resource, row) {
  const value = resource.title ? row?.[resource.title] : null;
  return typeof value === "string" && value.trim() ? value : null;
}

/** The ETag of a row's version. @param {{version?: number}} row @returns {string|undefined} */
export const etagOf = (row) => (row?.version === undefined ? undefined : `"${row.version}"`);
