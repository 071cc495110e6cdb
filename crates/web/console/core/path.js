/** Paths: those of the console, as its code writes them, and those that the browser shows. */

/** Where the console is on its host: "/console" beside an app of one's own, else "". */
const BASE = globalThis.document?.querySelector('meta[name="base"]')?.getAttribute("content") ?? "";

/** Paths of the host that are no pages of the console. */
const SERVED = /^\/(docs|openapi\.json|dev|assets|api|auth|admin|health|unsubscribe)([/?#]|$)/;

/**
 * The browser's path of a path of the console. What is no path of the console stays as it is: `/docs`, `#part`, a URL.
 * @param {string} path with its query, and a hash if need be
 * @param {string} [base]
 */
export const hrefOf = (path, base = BASE) => (/^\/(?!\/)/.test(path) && !SERVED.test(path) ? base + path : path);

/**
 * The console's path of a path of the browser, or null where it leads elsewhere.
 * @param {string} pathname
 * @param {string} [base]
 */
export function within(pathname, base = BASE) {
  if (pathname !== base && !pathname.startsWith(`${base}/`)) return null;
  const path = pathname.slice(base.length) || "/";
  return SERVED.test(path) ? null : path;
}

/** The console's path of the page that is shown. */
export const here = () => within(location.pathname) ?? location.pathname;

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
