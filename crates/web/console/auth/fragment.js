/** Tokens of e-mails' links: read from the fragment, and gone from the address at once. */
import { useEffect, useState } from "../core/html.js";

/** The tokens of this page's memory, by path, so that a way round by the sign-in finds them again. */
const held = new Map();

/** Takes the token out of the address into memory; gives the one that memory has for this path. */
function takeToken() {
  const token = new URLSearchParams(location.hash.slice(1)).get("token");
  if (location.hash) history.replaceState(history.state, "", location.pathname + location.search);
  if (token) held.set(location.pathname, token);
  return held.get(location.pathname) ?? null;
}

/** Forgets the token of this path: it was used, or is no good. */
export function dropToken() {
  held.delete(location.pathname);
}

/**
 * The token of the present link, also of one that is opened while the page shows.
 * @returns {string|null}
 */
export function useToken() {
  const [token, setToken] = useState(takeToken);
  useEffect(() => {
    const follow = () => setToken(takeToken());
    addEventListener("hashchange", follow);
    return () => removeEventListener("hashchange", follow);
  }, []);
  return token;
}
