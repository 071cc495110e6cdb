/** The frame of the screens about notifications: the title and the tabs. */
import { html } from "../../core/html.js";
import { tenantPath } from "../../core/tenant.js";
import { Page } from "../../ui/Page.js";
import { Tabs } from "../../ui/Tabs.js";
import { words } from "./words.js";

/** @param {{tab: string, actions?: unknown, children: unknown}} props `tab`: its place in the address */
export function NoticesPage({ tab, actions, children }) {
  const items = Object.entries(words.tabs).map(([place, label]) => ({ label, href: tenantPath(place), current: place === tab }));
  return html`<${Page} title=${words.tabs[tab]} actions=${actions} narrow>
    <${Tabs} items=${items} label=${words.title} />
    <div class="stack stack-4">${children}</div>
  <//>`;
}
