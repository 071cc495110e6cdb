/** Who is signed in. */
import { signal } from "./html.js";
import { get, hooks, post } from "./http.js";
import { hrefOf } from "./path.js";

/** `/auth/me`; undefined before it was asked for, null where no one is signed in. @type {import("@preact/signals").Signal<any>} */
export const me = signal(undefined);

/** What a sign-in may offer (`/auth/options`). @type {import("@preact/signals").Signal<any>} */
export const options = signal(null);

/** The dialog that stands over the screen: a sign-in, or a proof of identity. @type {import("@preact/signals").Signal<any>} */
export const asked = signal(null);

const tabs = new BroadcastChannel("session");

/** Asks who is signed in. */
export async function loadMe() {
  try {
    me.value = (await get("/auth/me", { quiet: true, tenant: null })).data;
  } catch (problem) {
    if (problem.status !== 401 && problem.code !== "mfa_required") throw problem;
    me.value = null;
  }
  return me.value;
}

/** Asks what a sign-in may offer. */
export async function loadOptions() {
  options.value = (await get("/auth/options", { tenant: null })).data;
}

/** Takes a sign-in: the other tabs hear of it. */
export async function signedIn() {
  const before = me.peek()?.user.id;
  await loadMe();
  tabs.postMessage({ user: me.value?.user.id ?? null });
  // What waits behind a dialog is another user's.
  if (asked.peek() && before !== me.peek()?.user.id) location.replace(hrefOf("/"));
}

/**
 * Ends the session; this tab and the others forget everything.
 * @param {{stay?: boolean}} [options] `stay`: without a load of the page, for a screen that goes on with another user
 */
export async function signOut({ stay = false } = {}) {
  try {
    await post("/auth/logout", undefined, { quiet: true });
  } catch (problem) {
    if (problem.status !== 401) throw problem;
  }
  tabs.postMessage({ user: null });
  // By a load of the page, so that nothing stays in memory.
  if (stay) me.value = null;
  else location.replace(hrefOf("/sign-in"));
}

/** Whether the user administers the platform. */
export const isPlatformAdmin = () => Boolean(me.value?.platform_admin);

tabs.addEventListener("message", ({ data }) => {
  const before = me.peek()?.user.id ?? null;
  if (data.user === before) loadMe().catch(() => {});
  else if (before && !asked.peek()) location.replace(hrefOf("/"));
  else if (!before && data.user) loadMe().catch(() => {});
});

// A page that the browser kept asks again before it shows anything.
addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});

let waiting = null;

/** Opens one dialog for all that wait for it. */
function ask(kind, more) {
  waiting ??= new Promise((resolve, reject) => {
    asked.value = { kind, ...more, done: resolve, cancel: () => reject(new Error("The dialog was left.")) };
  }).finally(() => {
    asked.value = null;
    waiting = null;
  });
  return waiting;
}

hooks.signIn = async () => {
  const user = me.peek()?.user;
  if (!user) throw new Error("No one was signed in.");
  await ask("sign-in", { email: user.email ?? null });
  await loadMe();
  if (me.peek()?.user.id === user.id) return;
  location.replace(hrefOf("/"));
  await new Promise(() => {});
};
hooks.prove = async (reason) => {
  await ask("prove", { reason });
  await loadMe();
};
