/** The address: what is shown follows from it alone. */
import { signal } from "./html.js";
import { here, hrefOf, within } from "./path.js";

const read = () => ({ path: here(), params: {}, query: new URLSearchParams(location.search) });

/** Where one is, by a path of the console. @type {import("@preact/signals").Signal<{path: string, params: Record<string, string>, query: URLSearchParams}>} */
export const route = signal(read());

const guards = new Map();
/** The place in the history, so that a step back that a guard refuses can be taken back. */
let place = history.state?.place ?? 0;

/**
 * Asks before the page is left.
 * @param {() => boolean|Promise<boolean>} ask whether it may be left
 * @param {() => boolean} [isDirty] whether something would be lost; the browser asks by its own words where the tab is closed
 * @returns {() => void} ends it
 */
export function guard(ask, isDirty = () => true) {
  guards.set(ask, isDirty);
  return () => guards.delete(ask);
}

async function mayLeave() {
  for (const ask of guards.keys()) if (!(await ask())) return false;
  return true;
}

/**
 * Goes to a path of the console, if what guards the present one lets it.
 * @param {string} path with its query, and a hash if need be
 * @param {{replace?: boolean}} [options] `replace`: in the place of the present one
 */
export async function go(path, { replace = false } = {}) {
  if (!(await mayLeave())) return;
  move(path, replace);
  if (!replace) scrollTo(0, 0);
}

function move(path, replace) {
  if (!replace) place += 1;
  history[replace ? "replaceState" : "pushState"]({ place }, "", hrefOf(path));
  route.value = read();
}

/**
 * Changes the query, and stays where one is.
 * @param {Record<string, string|number|boolean|null|undefined>} changes null takes a name out
 * @param {{replace?: boolean}} [options]
 */
export function setQuery(changes, { replace = false } = {}) {
  const query = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null || value === undefined || value === "") query.delete(name);
    else query.set(name, String(value));
  }
  const text = query.toString();
  move(here() + (text ? `?${text}` : ""), replace);
}

addEventListener("popstate", async (event) => {
  const there = event.state?.place ?? 0;
  if (here() !== route.peek().path && guards.size > 0) {
    const [back, wanted] = [route.peek(), location.href];
    const query = back.query.toString();
    history.pushState({ place }, "", hrefOf(back.path) + (query ? `?${query}` : ""));
    if (!(await mayLeave())) return;
    history.replaceState({ place: there }, "", wanted);
  }
  place = there;
  route.value = read();
});

addEventListener("beforeunload", (event) => {
  for (const isDirty of guards.values()) if (isDirty()) event.preventDefault();
});

/** Whether a link leads to a place of the console. */
const isOurs = (link) =>
  link.origin === location.origin && !link.target && !link.hasAttribute("download") && within(link.pathname) !== null;

document.addEventListener("click", (event) => {
  const link = /** @type {Element} */ (event.target).closest?.("a[href]");
  const isPlain = event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
  if (!(link instanceof HTMLAnchorElement) || event.defaultPrevented || !isPlain || !isOurs(link)) return;
  // A link within the page.
  if (link.hash && link.pathname === location.pathname && link.search === location.search) return;
  event.preventDefault();
  go(within(link.pathname) + link.search + link.hash);
});
