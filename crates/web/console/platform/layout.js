/** The frame of the platform's administration: its tabs, and who may see them. */
import { html } from "../core/html.js";
import { isPlatformAdmin, me } from "../core/session.js";
import { words } from "../core/words/platform.js";
import { Button } from "../ui/Button.js";
import { Empty } from "../ui/Empty.js";
import { Page } from "../ui/Page.js";
import { Tabs } from "../ui/Tabs.js";

/**
 * A screen of the platform.
 * @param {object} props
 * @param {string} props.tab its name in the address
 * @param {string} [props.title] another title than the tab's
 * @param {any} [props.actions]
 * @param {any} props.children
 */
export function PlatformPage({ tab, title, actions, children }) {
  const items = Object.entries(words.tabs).map(([name, label]) => ({ label, href: `/platform/${name}`, current: name === tab }));
  const admin = isPlatformAdmin();
  const factor = (me.value?.factors ?? []).length > 0;
  const crumbs = title ? [{ label: words.tabs[tab], href: `/platform/${tab}` }] : [{ label: words.title, href: "/platform/tenants" }];
  return html`<${Page} title=${title ?? words.tabs[tab]} crumbs=${admin ? crumbs : []} actions=${admin && factor ? actions : null}>
    ${!admin && html`<${Empty} icon="lock" title=${words.closed.title}>${words.closed.text}<//>`}
    ${admin && !factor && html`<${Empty} icon="shield" title=${words.factor.title}
      action=${html`<${Button} tone="primary" href="/account/security">${words.factor.act}<//>`}>${words.factor.text}<//>`}
    ${admin && factor && html`<div class="settings-tabs"><${Tabs} items=${items} label=${words.title} /></div>
      <div class="stack stack-5 settings-body">${children}</div>`}
  <//>`;
}
