/** What the API's description says of resources, read here by itself, so that the console's reading is checked by another. */

/**
 * The collections that one may list, outermost ones only.
 * @param {import("./server.mjs").Client} client
 * @returns {Promise<{plural: string, path: string, create: boolean, restore: boolean}[]>}
 */
export async function collections(client) {
  const { paths, components } = await client.send("GET", "/openapi.json");
  const resolve = (schema) => (schema?.$ref ? components.schemas[schema.$ref.split("/").at(-1)] : schema);
  const found = [];
  for (const [path, operations] of Object.entries(paths)) {
    if (!/^\/api\/[a-z-]+$/.test(path) || !operations.get) continue;
    const page = resolve(operations.get.responses["200"]?.content?.["application/json"]?.schema);
    const row = resolve(page?.properties?.items?.items);
    if (!page?.properties?.next_cursor || !row?.properties?.id) continue;
    // A row that one can't open has screens made by hand.
    const one = Object.keys(paths).find((other) => new RegExp(`^${path}/\\{[a-z_]+\\}$`).test(other));
    if (!one || !paths[one].get) continue;
    found.push({
      plural: path.split("/").at(-1),
      path,
      create: Boolean(operations.post),
      restore: Boolean(paths[`${one}/restore`]?.post),
    });
  }
  return found;
}
