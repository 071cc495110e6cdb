/**
 * Screens made by hand in the place of generated ones: by the plural of a resource, its list, form, view, trash or import.
 * A screen has the props of the one it stands for.
 * @type {Record<string, Record<string, () => Promise<any>>>}
 */
export const screens = {
  webhooks: {
    list: () => import("./apps/webhooks/list.js"),
    view: () => import("./apps/webhooks/view.js"),
    form: () => import("./apps/webhooks/form.js"),
    trash: () => import("./apps/webhooks/trash.js"),
  },
  campaigns: { view: () => import("./apps/outreach/campaign.js") },
  messages: { list: () => import("./apps/outreach/messages.js") },
  "scheduled-calls": { list: () => import("./apps/outreach/calls.js"), view: () => import("./apps/outreach/call.js") },
  conversations: {
    list: () => import("./apps/chat/view.js"),
    view: () => import("./apps/chat/view.js"),
    form: () => import("./apps/chat/new.js"),
  },
  notifications: { list: () => import("./apps/notifications/list.js") },
  "notification-preferences": { list: () => import("./apps/notifications/preferences.js") },
  "push-subscriptions": { list: () => import("./apps/notifications/push.js") },
  applications: {
    list: () => import("./apps/community/applications.js"),
    view: async () => ({ default: (await import("./apps/community/applications.js")).ApplicationView }),
  },
  courses: { list: () => import("./apps/community/catalog.js"), view: () => import("./apps/community/entry.js") },
  favourites: {
    list: () => import("./apps/community/favourites.js"),
    view: async () => ({ default: (await import("./apps/community/favourites.js")).FavouriteView }),
  },
  "image-jobs": {
    list: () => import("./apps/pictures/list.js"),
    form: () => import("./apps/pictures/form.js"),
    view: () => import("./apps/pictures/view.js"),
  },
  posts: { list: () => import("./apps/community/feed.js") },
  universities: { list: () => import("./apps/community/catalog.js"), view: () => import("./apps/community/entry.js") },
  agents: { list: () => import("./apps/voice/agents.js"), view: () => import("./apps/voice/agent.js") },
  calls: { view: () => import("./apps/voice/call.js") },
  phones: { list: () => import("./apps/voice/phones.js"), view: () => import("./apps/voice/phone.js") },
};
