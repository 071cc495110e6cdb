/** Where a sign-in goes on. */

/**
 * A path to go on at: `next` where it is a place of the console, else home.
 * @param {string|null|undefined} next
 * @param {string} [origin]
 * @returns {string}
 */
export function safeNext(next, origin = location.origin) {
  // What a URL's parser leaves out or turns around would lead elsewhere.
  if (!next || !/^\/(?![/\\])/.test(next) || /[\\\u0000-\u001f]/.test(next)) return "/";
  const url = new URL(next, origin);
  const isConsole = /^\/(t|account|platform|workspaces|welcome)(\/|$)/.test(url.pathname);
  return url.origin === origin && isConsole ? url.pathname + url.search : "/";
}
