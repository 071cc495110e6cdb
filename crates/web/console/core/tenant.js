/** The tenant of this tab: the one that the address names. Requests carry its id, which a new slug can't move. */
import { computed, effect, signal } from "./html.js";
import { get, hooks } from "./http.js";
import { decoded, here, hrefOf } from "./path.js";
import { route } from "./router.js";
import { loadMe, me } from "./session.js";

const ROLES = ["viewer", "member", "admin", "owner"];

/** The id that the tab is pinned to, for the slug it was opened by. */
let pinned = { slug: null, id: null };

/** The tenant, or null where the address names none of the user's. @type {import("@preact/signals").ReadonlySignal<any>} */
export const tenant = computed(() => {
  const slug = slugOf(route.value.path);
  const memberships = me.value?.memberships ?? [];
  if (!slug) return null;
  const kept = pinned.slug === slug && memberships.find(({ id }) => id === pinned.id);
  const found = kept || memberships.find((one) => one.slug === slug) || null;
  pinned = found ? { slug, id: found.id } : { slug: null, id: null };
  return found;
});

/** The slug in a path of the console, or null. @param {string} path */
export const slugOf = (path) => {
  const found = /^\/t\/([^/]+)/.exec(path);
  return found ? decoded(found[1]) : null;
};

/** The tenant that the tab was in last, else the user's home: the way back from places that belong to none. */
export const nearestTenant = () => {
  const memberships = me.value?.memberships ?? [];
  return memberships.find(({ id }) => id === pinned.id) ?? memberships.find(({ home }) => home) ?? memberships[0] ?? null;
};

/** The user's role in the tenant. @returns {string|null} */
export const role = () => tenant.value?.role ?? null;

/** Whether the user's role is this one or a higher one. @param {string} needed */
export const atLeast = (needed) => ROLES.indexOf(role()) >= ROLES.indexOf(needed);

/** Whether the user may change anything in the tenant. */
export const mayWrite = () => atLeast("member") && !me.value?.impersonation?.read_only;

/** A path of the tenant's. @param {...string} rest */
export const tenantPath = (...rest) =>
  `/t/${encodeURIComponent(tenant.value?.slug ?? "")}/${rest.filter((part) => part !== undefined).map(encodeURIComponent).join("/")}`;

/** Names by user, of the tenant they were read in. */
const names = signal({ tenant: null, map: new Map() });

/** The name of a member, or null before it is known and for a former member. @param {string} id */
export function memberName(id) {
  const at = tenant.value?.id;
  if (at && names.value.tenant !== at) readNames(at);
  return names.value.tenant === at ? (names.value.map.get(id) ?? null) : null;
}

let reading = null;
async function readNames(at) {
  if (reading === at) return;
  reading = at;
  try {
    const map = new Map();
    let cursor = null;
    do {
      const { data } = await get("/api/members", { query: { limit: 100, cursor } });
      for (const one of data.items) map.set(one.user_id, one.name || one.email || one.phone);
      cursor = data.next_cursor ?? null;
    } while (cursor && map.size < 1000);
    if (tenant.peek()?.id === at) names.value = { tenant: at, map };
  } catch {
    // The ids are shown without names; the next screen asks again.
  } finally {
    reading = null;
  }
}

const RELOAD = new Set(["role_too_low", "tenant_suspended", "quota_reached", "email_unverified"]);

hooks.tenant = () => tenant.peek()?.id ?? null;
hooks.heard = (headers, problem) => {
  const echoed = headers.get("x-tenant");
  const mine = tenant.peek();
  const isRenamed = Boolean(echoed && mine && echoed !== mine.slug && echoed !== mine.id);
  if (isRenamed || RELOAD.has(problem?.code)) loadMe().catch(() => {});
};

// A workspace that was renamed keeps its tab: the address follows.
effect(() => {
  const slug = slugOf(route.value.path);
  const own = me.value?.memberships.find(({ id }) => id === pinned.id);
  if (slug && own && own.slug !== slug && pinned.slug === slug) {
    const rest = here().slice(`/t/${encodeURIComponent(slug)}`.length);
    pinned = { slug: own.slug, id: own.id };
    history.replaceState(history.state, "", hrefOf(`/t/${encodeURIComponent(own.slug)}${rest}${location.search}`));
    route.value = { ...route.peek(), path: here() };
  }
});
