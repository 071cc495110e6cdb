/** What the user chose for all their browsers: the theme, how lists are shown. The server keeps it. */
import { signal } from "./html.js";
import { get, put } from "./http.js";
import { me } from "./session.js";

const PATH = "/auth/preferences";

/** As they were read; empty until then. @type {import("@preact/signals").Signal<{theme?: string, density?: string, columns?: Record<string, string[]>}>} */
export const preferences = signal({});

/** Reads them; without them all is as it comes. An admin who acts as the user may not. */
export async function loadPreferences() {
  if (me.peek()?.impersonation) return void (preferences.value = {});
  try {
    preferences.value = (await get(PATH, { tenant: null, quiet: true })).data;
  } catch {
    preferences.value = {};
  }
}

let changes = [];
let writing = null;

async function write() {
  while (changes.length > 0) {
    const now = changes;
    changes = [];
    const { data } = await get(PATH, { tenant: null });
    await put(PATH, now.reduce((whole, change) => change(whole), data), { tenant: null });
  }
}

/**
 * Changes them, here at once and then at the server. An admin who acts as the user leaves the user's own as they are.
 * @param {(before: Row) => Row} change
 */
export function prefer(change) {
  preferences.value = change(preferences.peek());
  if (me.peek()?.impersonation) return Promise.resolve();
  changes.push(change);
  writing ??= write().finally(() => (writing = null));
  return writing;
}
