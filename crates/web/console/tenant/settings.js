/** The frame of a tenant's settings: its title and its tabs. */
import { html } from "../core/html.js";
import { route } from "../core/router.js";
import { tenantPath } from "../core/tenant.js";
import { words } from "../core/words/tenant.js";
import { Page } from "../ui/Page.js";
import { Tabs } from "../ui/Tabs.js";
import { AdminsOnly, sees } from "./may.js";

const TABS = [
  ["general", "viewer"], ["members", "viewer"], ["invitations", "admin"], ["api-keys", "admin"], ["webhooks", "admin"],
  ["values", "viewer"], ["audit", "admin"], ["danger", "viewer"],
];

/**
 * A screen of the settings.
 * @param {object} props
 * @param {string} props.tab its name in the address, like "members"
 * @param {any} [props.actions] the page's buttons
 * @param {any} props.children
 */
export function SettingsPage({ tab, actions, children }) {
  const least = TABS.find(([name]) => name === tab)[1];
  const items = TABS.filter(([, role]) => sees(role)).map(([name]) => {
    const href = name === "webhooks" ? tenantPath(name) : tenantPath("settings", name);
    return { href, label: words.settings.tabs[name], current: name === tab || route.value.path === href };
  });
  const open = sees(least);
  return html`<${Page} title=${words.settings.tabs[tab]} crumbs=${[{ label: words.settings.title, href: tenantPath("settings", "general") }]}
    actions=${open ? actions : null}>
    <div class="settings-tabs"><${Tabs} items=${items} label=${words.settings.title} /></div>
    <div class="stack stack-5 settings-body">${open ? children : html`<${AdminsOnly} />`}</div>
  <//>`;
}
