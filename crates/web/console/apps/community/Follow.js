/** The follows of the user, and the button that begins and ends one. */
import { createContext, html, useContext } from "../../core/html.js";
import { resource as resourceOf } from "../../core/api.js";
import { me } from "../../core/session.js";
import { memberName } from "../../core/tenant.js";
import { Button } from "../../ui/Button.js";
import { useMarks } from "./marks.js";
import { words } from "./words.js";

const W = words.follow;

/** The follows of the user, for all buttons of a screen. */
export const Follows = createContext(/** @type {any} */ (null));

/** The user's follows. */
export const useFollows = () => useMarks(resourceOf("follows"), { owner_id: me.value.user.id }, (row) => row.user_id);

/** @param {{id: string}} props a member's */
export function Follow({ id }) {
  const follows = useContext(Follows);
  const on = follows.has(id);
  if (id === me.value?.user.id || !follows.may || !follows.rows.value) return null;
  const name = memberName(id) ?? id.slice(0, 8);
  return html`<${Button} size="small" tone=${on ? "quiet" : "plain"} icon=${on ? "user-round-check" : "user-plus"} aria-label=${W.act(on, name)}
    onClick=${() => follows.toggle(id, { user_id: id })}>${on ? W.on : W.off}<//>`;
}
