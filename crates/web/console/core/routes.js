/** Which screen a path shows. A screen is loaded when it is opened. */
import { decoded } from "./path.js";
import { screens } from "../screens.js";

const OPEN = "open";
const ACCOUNT = "account";
const TENANT = "tenant";

/**
 * Paths in the order in which they are tried: pattern, where it belongs, how it is loaded, and which part of a resource it is.
 * @type {[pattern: string, place: string, load: () => Promise<any>, part?: string][]}
 */
const PATHS = [
  ["/sign-in", OPEN, () => import("../auth/signin.js")],
  ["/register", OPEN, () => import("../auth/register.js")],
  ["/code", OPEN, () => import("../auth/code.js")],
  ["/forgot", OPEN, () => import("../auth/forgot.js")],
  ["/verify-email", OPEN, () => import("../auth/verify.js")],
  ["/reset-password", OPEN, () => import("../auth/reset.js")],
  ["/accept-invitation", OPEN, () => import("../auth/invitation.js")],
  ["/welcome", ACCOUNT, () => import("../tenant/welcome.js")],
  ["/workspaces/new", ACCOUNT, () => import("../tenant/new.js")],
  ["/account/profile", ACCOUNT, () => import("../account/profile.js")],
  ["/account/security", ACCOUNT, () => import("../account/security.js")],
  ["/account/sessions", ACCOUNT, () => import("../account/sessions.js")],
  ["/account/history", ACCOUNT, () => import("../account/history.js")],
  ["/platform/tenants", ACCOUNT, () => import("../platform/tenants.js")],
  ["/platform/tenants/new", ACCOUNT, () => import("../platform/onboard.js")],
  ["/platform/tenants/:id", ACCOUNT, () => import("../platform/tenant.js")],
  ["/platform/users", ACCOUNT, () => import("../platform/users.js")],
  ["/platform/denied", ACCOUNT, () => import("../platform/denied.js")],
  ["/platform/jobs", ACCOUNT, () => import("../platform/jobs.js")],
  ["/platform/impersonations", ACCOUNT, () => import("../platform/impersonations.js")],
  ["/platform/health", ACCOUNT, () => import("../platform/health.js")],
  ["/t/:slug", TENANT, () => import("../tenant/overview.js")],
  ["/t/:slug/settings/general", TENANT, () => import("../tenant/general.js")],
  ["/t/:slug/settings/members", TENANT, () => import("../tenant/members.js")],
  ["/t/:slug/settings/invitations", TENANT, () => import("../tenant/invitations.js")],
  ["/t/:slug/settings/api-keys", TENANT, () => import("../tenant/keys.js")],
  ["/t/:slug/settings/values", TENANT, () => import("../tenant/values.js")],
  ["/t/:slug/settings/audit", TENANT, () => import("../tenant/audit.js")],
  ["/t/:slug/settings/danger", TENANT, () => import("../tenant/danger.js")],
  ["/t/:slug/analytics", TENANT, () => import("../apps/analytics/analytics.js")],
  ["/t/:slug/:things", TENANT, () => import("../resource/list.js"), "list"],
  ["/t/:slug/:things/new", TENANT, () => import("../resource/form.js"), "form"],
  ["/t/:slug/:things/trash", TENANT, () => import("../resource/bin.js"), "trash"],
  ["/t/:slug/:things/import", TENANT, () => import("../resource/import.js"), "import"],
  ["/t/:slug/:things/:id", TENANT, () => import("../resource/view.js"), "view"],
];

const ROUTES = PATHS.map(([pattern, place, load, part]) => ({ pattern, place, load, part, segments: segmentsOf(pattern) }));

function segmentsOf(path) {
  return path.split("/").filter(Boolean);
}

/**
 * The screen of a path, or null.
 * @param {string} path
 * @returns {{pattern: string, place: string, load: () => Promise<any>, params: Record<string, string>}|null}
 */
export function match(path) {
  const segments = segmentsOf(path);
  for (const found of ROUTES) {
    if (found.segments.length !== segments.length) continue;
    const params = {};
    const fits = found.segments.every((segment, at) => {
      if (!segment.startsWith(":")) return segment === segments[at];
      params[segment.slice(1)] = decoded(segments[at]);
      return true;
    });
    if (!fits) continue;
    return { ...found, load: screens[params.things]?.[found.part] ?? found.load, params };
  }
  return null;
}

/** The pattern of a path, for reports: it holds no id and no slug. @param {string} path */
export const patternOf = (path) => match(path)?.pattern ?? "unknown";
