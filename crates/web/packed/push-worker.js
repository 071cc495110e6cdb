/**
 * Shows what is pushed, while no page of the console is open. A message has ids and no text: what it is about is read when it is opened.
 * This file is no module: it is all that the worker has.
 */
{
  const worker = /** @type {any} */ (globalThis);
  const WORDS = {
    message: "New messages", conversation: "You were added to a conversation", follow: "You have a new follower",
    invitation: "Your invitation was accepted", application: "The status of your application changed", campaign: "Your campaign failed",
    reply: "A reply to your text message came",
  };
  const BASE = new URL("./", worker.location.href).pathname.replace(/\/$/, "");

  worker.addEventListener("install", (event) => event.waitUntil(worker.skipWaiting()));
  worker.addEventListener("activate", (event) => event.waitUntil(worker.clients.claim()));

  /** @param {{kind: string, id: string, resource: string, row_id: string}} told */
  const show = (told) => worker.registration.showNotification(WORDS[told.kind] ?? "A new notification", {
    // A browser may be told twice; the later one takes the first one's place.
    tag: told.id, data: told, icon: undefined, body: "Bulkhead",
  });

  const read = async (path, headers = {}) => {
    const answer = await fetch(path, { headers: { Accept: "application/json", ...headers }, cache: "no-store" });
    return answer.ok ? answer.json() : null;
  };

  /** The page of what a message is about: in the one of the user's workspaces that has the notification. */
  async function placeOf({ id, resource, row_id: row }) {
    const { memberships = [] } = (await read("/auth/me").catch(() => null)) ?? {};
    for (const { id: tenant, slug } of memberships) {
      if (!(await read(`/api/notifications/${id}`, { "X-Tenant": tenant }).catch(() => null))) continue;
      return `${BASE}/t/${encodeURIComponent(slug)}/${resource === "members" ? "settings/members" : `${resource}/${row}`}`;
    }
    return `${BASE}/`;
  }

  async function open(told) {
    const place = told.id ? await placeOf(told) : `${BASE}/`;
    const pages = await worker.clients.matchAll({ type: "window", includeUncontrolled: true });
    const page = pages.find((one) => new URL(one.url).pathname.startsWith(`${BASE}/t/`));
    const shown = page && (await page.focus().then(() => page.navigate(place), () => null).catch(() => null));
    if (!shown) await worker.clients.openWindow(place);
  }

  worker.addEventListener("push", (event) => event.waitUntil(show(event.data?.json() ?? {})));
  worker.addEventListener("notificationclick", (event) => {
    event.notification.close();
    event.waitUntil(open(event.notification.data ?? {}));
  });
}
