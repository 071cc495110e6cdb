/**
 * Screens made by hand in the place of generated ones: by the plural of a resource, its list, form, view, trash or import.
 * A screen has the props of the one it stands for.
 * @type {Record<string, Record<string, () => Promise<any>>>}
 */
export const screens = {
  "image-jobs": {
    list: () => import("./apps/pictures/list.js"),
    form: () => import("./apps/pictures/form.js"),
    view: () => import("./apps/pictures/view.js"),
  },
};
