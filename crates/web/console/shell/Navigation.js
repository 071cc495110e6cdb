/** The places of the workspace, by section. */
import { html, useEffect, useState } from "../core/html.js";
import { loadDescription, resources } from "../core/api.js";
import { route } from "../core/router.js";
import { nearestTenant, tenant } from "../core/tenant.js";
import { words } from "../core/words/shell.js";
import { Icon } from "../ui/Icon.js";

/** The places of the account: their name in the address, icon and label. */
const ACCOUNT = [["profile", "user", words.profile], ["security", "fingerprint", words.security], ["sessions", "smartphone", words.devices], ["history", "history", words.history]];

/** The sections in the order of the resources that stand in them. */
function sectionsOf(all) {
  const sections = new Map();
  for (const one of all) {
    const name = one.section ?? words.other;
    sections.set(name, [...(sections.get(name) ?? []), one]);
  }
  return [...sections];
}

/** @param {{platform: boolean}} props whether the user administers the platform */
export function Navigation({ platform }) {
  const [, setLoaded] = useState(false);
  useEffect(() => {
    loadDescription().then(() => setLoaded(true), () => {});
  }, []);
  const { path } = route.value;
  const own = tenant.value;
  const near = own ?? nearestTenant();
  const base = near && `/t/${encodeURIComponent(near.slug)}`;
  const top = resources().filter((one) => !one.parent && one.canRead());
  return html`
    ${own && html`<ul class="nav-list">
      <${Place} href=${`${base}/`} icon="activity" label=${words.overview} current=${path === base || path === `${base}/`} />
      <${Place} href=${`${base}/analytics`} icon="chart-column" label=${words.analytics} current=${path === `${base}/analytics`} />
    </ul>
    ${sectionsOf(top).map(([section, things]) => html`<section key=${section} class="nav-section">
      <h2 class="nav-title">${section}</h2>
      <ul class="nav-list">${things.map((one) => html`<${Place} key=${one.plural} href=${`${base}/${one.plural}`} icon=${one.icon}
        label=${one.labels[1]} current=${path === `${base}/${one.plural}` || path.startsWith(`${base}/${one.plural}/`)} />`)}</ul>
    </section>`)}`}
    ${!own && near && html`<ul class="nav-list"><${Place} href=${`${base}/`} icon="building" label=${near.name} /></ul>`}
    <section class="nav-section">
      <h2 class="nav-title">${own ? words.workspace : words.account}</h2>
      <ul class="nav-list">
        ${own && html`<${Place} href=${`${base}/settings/general`} icon="settings" label=${words.settings} current=${path.startsWith(`${base}/settings`)} />`}
        ${!own && ACCOUNT.map(([name, icon, label]) => html`<${Place} key=${name} href=${`/account/${name}`} icon=${icon} label=${label} current=${path === `/account/${name}`} />`)}
        ${platform && html`<${Place} href="/platform/tenants" icon="shield" label=${words.platform} current=${path.startsWith("/platform")} />`}
      </ul>
    </section>`;
}

function Place({ href, icon, label, current }) {
  return html`<li><a class="nav-link" href=${href} aria-current=${current ? "page" : undefined}><${Icon} name=${icon} /><span>${label}</span></a></li>`;
}
