/** A list's filters, sort and search, as they stand in the address. */
import { route, setQuery } from "../core/router.js";

/** The fields that a list may be filtered by. @param {Resource} resource */
export const filterFields = (resource) => resource.fields.filter((field) => field.filter);

/**
 * What the address asks for, as far as the resource knows it.
 * @param {Resource} resource
 * @returns {{q: string, sort: string, filters: Record<string, string>}}
 */
export function asked(resource) {
  const { query } = route.value;
  const sorts = resource.sorts ?? [];
  const wanted = query.get("sort");
  const filters = {};
  for (const { name } of filterFields(resource)) if (query.get(name)) filters[name] = query.get(name);
  const sort = sorts.includes(wanted) ? wanted : (resource.defaultSort ?? "");
  return { q: resource.search ? (query.get("q") ?? "") : "", sort, filters };
}

/** What is sent for it. @param {Resource} resource @param {{q: string, sort: string, filters: Query}} wanted */
export const sentQuery = (resource, { q, sort, filters }) => ({
  ...filters,
  ...(q.trim() ? { q: q.trim() } : {}),
  ...(sort && sort !== resource.defaultSort ? { sort } : {}),
});

/** Sets filters in the address. @param {Record<string, string|null>} filters */
export const setFilters = (filters) => setQuery(filters);

/** Sets the sort; the default one needs no words. @param {Resource} resource @param {string} sort */
export const setSort = (resource, sort) => setQuery({ sort: sort === resource.defaultSort ? null : sort });

/** Sets the search while it is typed: one entry of the history for all letters. @param {string} q */
export const setSearch = (q) => setQuery({ q: q.trim() ? q : null }, { replace: true });

/** The sort that a click on a column leads to: upwards, downwards, upwards. @param {Resource} resource @param {string} name @param {string} now */
export function nextSort(resource, name, now) {
  const up = resource.sorts.includes(name) ? name : `-${name}`;
  const down = resource.sorts.includes(`-${name}`) ? `-${name}` : name;
  return now === down ? up : now === up ? down : resource.field(name)?.kind === "timestamp" ? down : up;
}
