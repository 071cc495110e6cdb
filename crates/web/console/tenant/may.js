/** What the tab's user may do in the tenant's administration, and what stands there where they may not. */
import { html } from "../core/html.js";
import { me } from "../core/session.js";
import { atLeast, role } from "../core/tenant.js";
import { words } from "../core/words/tenant.js";
import { Empty } from "../ui/Empty.js";

const RANKS = ["viewer", "member", "admin", "owner"];

/** Whether acts of administration are open: from a role up, and closed to an admin who acts as another user. @param {string} least */
export const mayAdminister = (least = "admin") => atLeast(least) && !me.value?.impersonation;

/**
 * Whether a screen for a role is open to read. Who acts as another without writing sees what a viewer sees.
 * @param {string} least
 */
export const sees = (least) => atLeast(least) && (least === "viewer" || !me.value?.impersonation?.read_only);

/** Whether a role is at most one's own. @param {string} other */
export const within = (other) => RANKS.indexOf(other) <= RANKS.indexOf(role());

/** The roles that one may give, as a select's options. @param {string} [most] none above this one either */
export function roleOptions(most = "owner") {
  const fit = RANKS.filter((name) => within(name) && RANKS.indexOf(name) <= RANKS.indexOf(most));
  return fit.map((value) => ({ value, label: words.roles[value] }));
}

/** Whether the user has an address or a number that is confirmed. */
export const isVerified = () => Boolean(me.value?.user.email_verified || me.value?.user.phone);

/** Stands where a screen is for admins. */
export function AdminsOnly() {
  return html`<${Empty} icon="lock" title=${words.adminsOnly.title}>${words.adminsOnly.text}<//>`;
}
