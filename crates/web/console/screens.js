/**
 * Screens made by hand in the place of generated ones: by the plural of a resource, its list, form, view, trash or import.
 * A screen has the props of the one it stands for.
 * @type {Record<string, Record<string, () => Promise<any>>>}
 */
export const screens = {
  conversations: {
    list: () => import("./apps/chat/view.js"),
    view: () => import("./apps/chat/view.js"),
    form: () => import("./apps/chat/new.js"),
  },
  notifications: { list: () => import("./apps/notifications/list.js") },
  "notification-preferences": { list: () => import("./apps/notifications/preferences.js") },
  "push-subscriptions": { list: () => import("./apps/notifications/push.js") },
};
