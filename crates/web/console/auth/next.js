/** Where to go after a sign-in. */
import { useEffect } from "../core/html.js";
import { safeNext } from "../core/next.js";
import { go, route } from "../core/router.js";
import { me, signedIn } from "../core/session.js";

/** A link to another way in that keeps the place to go to afterwards. */
export function withNext(path) {
  const next = route.value.query.get("next");
  return next ? `${path}?${new URLSearchParams({ next })}` : path;
}

/** Goes to the place that was asked for, or home. */
export const goOn = () => go(place(), { replace: true });

const place = () => safeNext(route.value.query.get("next"));

/** Takes a sign-in, and goes on. */
export async function enter() {
  const target = place();
  await signedIn();
  go(target, { replace: true });
}

/** Goes on where a user is signed in already, as after a sign-in in another tab. */
export function useSignedOut() {
  const user = me.value?.user.id;
  useEffect(() => {
    if (user) goOn();
  }, [user]);
}
