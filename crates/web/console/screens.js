/**
 * Screens made by hand in the place of generated ones: by the plural of a resource, its list, form, view, trash or import.
 * A screen has the props of the one it stands for.
 * @type {Record<string, Record<string, () => Promise<any>>>}
 */
export const screens = {
  agents: { list: () => import("./apps/voice/agents.js"), view: () => import("./apps/voice/agent.js") },
  calls: { view: () => import("./apps/voice/call.js") },
  phones: { list: () => import("./apps/voice/phones.js"), view: () => import("./apps/voice/phone.js") },
};
