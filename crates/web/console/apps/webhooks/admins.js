/** Stands where only admins see something. */
import { html } from "../../core/html.js";
import { Empty } from "../../ui/Empty.js";
import { Page } from "../../ui/Page.js";
import { webhooks } from "./resource.js";
import { words } from "./words.js";

/**
 * A screen of webhooks, for those that may read them.
 * @param {import("preact").FunctionComponent<any>} Screen
 * @returns {import("preact").FunctionComponent<any>}
 */
export const forAdmins = (Screen) => (props) => {
  const own = webhooks();
  if (own && !own.canRead()) {
    return html`<${Page} title=${own.labels[1]}><${Empty} icon="lock" title=${words.locked.title}>${words.locked.text}<//><//>`;
  }
  return html`<${Screen} resource=${own} ...${props} />`;
};
