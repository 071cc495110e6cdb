/** The frame of all screens within: navigation, header, banners. */
import { html, useEffect, useState } from "../core/html.js";
import { route } from "../core/router.js";
import { isPlatformAdmin, me } from "../core/session.js";
import { tenant } from "../core/tenant.js";
import { words } from "../core/words/shell.js";
import { hue } from "../core/format.js";
import { ImpersonationBanner } from "../platform/ImpersonationBanner.js";
import { Banner } from "../ui/Banner.js";
import { Button } from "../ui/Button.js";
import { Palette, usePaletteKey } from "../ui/Palette.js";
import { AccountMenu, personalItems } from "./AccountMenu.js";
import { Bell } from "./Bell.js";
import { isOffline } from "./offline.js";
import { Navigation } from "./Navigation.js";
import { Switcher } from "./Switcher.js";
import { useTheme } from "./theme.js";

/** @param {{children: any}} props */
export function Frame({ children }) {
  const [drawer, setDrawer] = useState(false);
  const [palette, setPalette] = useState(false);
  const theme = useTheme();
  const { path } = route.value;
  const commands = personalItems(theme).map(({ onSelect, ...item }) => ({ ...item, group: words.account, run: onSelect }));
  usePaletteKey(() => setPalette(true));
  useEffect(() => setDrawer(false), [path]);
  const { user } = me.value;
  return html`<div class="shell">
    <a class="shell-skip" href="#content">${words.skip}</a>
    <${ImpersonationBanner} />
    <header class=${`shell-head hue-${hue(tenant.value?.id ?? "")}`}>
      <${Button} class="shell-menu" tone="quiet" icon=${drawer ? "x" : "menu"} label=${drawer ? words.closeNavigation : words.openNavigation}
        aria-expanded=${String(drawer)} aria-controls="navigation" onClick=${() => setDrawer(!drawer)} />
      <${Switcher} />
      <span class="grow"></span>
      <${Button} tone="quiet" icon="search" label=${words.search} aria-keyshortcuts="Control+K" onClick=${() => setPalette(true)} />
      ${tenant.value && html`<${Bell} key=${tenant.value.id} />`}
      <${AccountMenu} theme=${theme} />
    </header>
    <div class="shell-body">
      <nav id="navigation" class=${drawer ? "shell-nav shell-nav-open" : "shell-nav"} aria-label=${words.navigation}
        onKeyDown=${(event) => event.key === "Escape" && setDrawer(false)}>
        <${Navigation} platform=${isPlatformAdmin()} />
      </nav>
      <main id="content" class="shell-main" tabindex="-1">
        ${isOffline.value && html`<${Banner} tone="warn">${words.offline}<//>`}
        ${user.email && !user.email_verified && !me.value.impersonation && html`<div class="shell-verify"><${Banner} tone="info"
          action=${html`<a href="/account/profile">${words.verifyLink}</a>`}>${words.verify}<//></div>`}
        ${children}
      </main>
    </div>
    <${Palette} open=${palette} onClose=${() => setPalette(false)} commands=${commands} />
  </div>`;
}
