/** Two people who talk: a user, and a member of the same tenant, each with a browser. */
import { until } from "./server.mjs";

/**
 * @param {any} stage of `acceptance`
 * @param {{title?: string|null, options?: object}} [more]
 */
export async function twoPeople({ signedIn, visitor }, { title = "Launch", options = {} } = {}) {
  const { visitor: ann, user } = await signedIn();
  const other = await user.invite("member", "ben");
  const ben = await visitor(options);
  await ben.signInAs(other);
  const { id } = await user.send("POST", "/api/conversations", { title, participants: [other.me.user.id] });
  return { ann, ben, user, other, id, path: `/t/${user.tenant.slug}/conversations/${id}` };
}

/**
 * Writes a message by the API.
 * @param {import("./server.mjs").Client} client @param {string} id of the conversation @param {string} body @param {string} [tenant] where it isn't the client's own
 */
export const say = (client, id, body, tenant = client.tenant.id) =>
  client.send("POST", `/api/conversations/${id}/messages`, { body, client_id: crypto.randomUUID() }, { tenant });

/** Where one writes. */
export const composer = (page) => page.getByRole("textbox", { name: /^Message to/ });

/** Writes a message in the browser. */
export async function write(page, text) {
  await composer(page).fill(text);
  await composer(page).press("Enter");
}

/** The texts that a page shows, in their order. @returns {Promise<string[]>} */
export const texts = (page) => page.locator(".bubble-text").allInnerTexts();

/** Waits until a page shows these texts, and no others. */
export const shows = (page, wanted) => until(async () => (await texts(page)).join("|") === wanted.join("|"), `"${wanted.join("|")}" on the screen`)
  .catch(async (error) => {
    error.message += `; it shows "${(await texts(page)).join("|")}"`;
    throw error;
  });

/** The texts that the server has. @param {import("./server.mjs").Client} client @param {string} id @returns {Promise<string[]>} */
export const stored = async (client, id) => (await client.send("GET", `/api/conversations/${id}/messages?after_seq=0`)).items.map(({ body }) => body);
