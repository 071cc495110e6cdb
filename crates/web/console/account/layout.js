/** The frame of the account's screens: title, tabs, and what stands there while another acts as the user. */
import { html } from "../core/html.js";
import { me } from "../core/session.js";
import { words } from "../core/words/account.js";
import { Banner } from "../ui/Banner.js";
import { Page } from "../ui/Page.js";
import { Tabs } from "../ui/Tabs.js";

/** Whether the account may be changed: not by an admin who acts as its owner. */
export const mayChange = () => !me.value?.impersonation;

/** Those with a table. Tabs stand at one place on all of them. */
const WIDE = ["sessions", "history"];

/**
 * A screen of the account.
 * @param {{tab: "profile"|"security"|"sessions"|"history", actions?: unknown, children: unknown}} props
 */
export function AccountPage({ tab, actions, children }) {
  const items = Object.entries(words.tabs).map(([name, label]) => ({ label, href: `/account/${name}`, current: name === tab }));
  return html`<${Page} title=${words.tabs[tab]} crumbs=${[{ label: words.title, href: "/account/profile" }]}
    actions=${mayChange() ? actions : null}>
    <div class="account-tabs"><${Tabs} items=${items} label=${words.title} /></div>
    <div class=${`stack stack-5 ${WIDE.includes(tab) ? "" : "account-narrow"}`}>
      ${!mayChange() && html`<${Banner} tone="info">${words.acting}<//>`}
      ${children}
    </div>
  <//>`;
}
