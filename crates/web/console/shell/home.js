/** Where a user who is signed in begins. */
import { useEffect } from "../core/html.js";
import { get } from "../core/http.js";
import { go } from "../core/router.js";
import { me } from "../core/session.js";

/** Goes to the first steps once, and from then on to the home workspace. @param {boolean} isHome whether one is at `/` */
export function useHome(isHome) {
  useEffect(() => {
    if (!isHome) return undefined;
    let isHere = true;
    begin().then((path) => isHere && go(path, { replace: true }));
    return () => (isHere = false);
  }, [isHome]);
}

async function begin() {
  const { memberships, impersonation } = me.peek();
  const home = memberships.find((one) => one.home) ?? memberships[0];
  if (!home) return "/workspaces/new";
  const place = `/t/${encodeURIComponent(home.slug)}`;
  if (impersonation) return place;
  try {
    const { data } = await get("/auth/preferences", { tenant: null });
    return data.welcomed ? place : "/welcome";
  } catch {
    return place;
  }
}
