/** Shows what the server pushes to this browser, and opens the row that it tells of. A browser runs it without a page. */

addEventListener("install", () => self.skipWaiting());
addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
