/** The user's own menu. */
import { html } from "../core/html.js";
import { me, options, signOut } from "../core/session.js";
import { words } from "../core/words/shell.js";
import { Menu } from "../ui/Menu.js";

/**
 * What a person may do from any screen.
 * @param {{name: string, choose: (name: string) => any}} theme
 * @returns {{label: string, href?: string, onSelect?: () => any, icon: string}[]}
 */
export function personalItems(theme) {
  const next = { system: "light", light: "dark", dark: "system" }[theme.name];
  const isDevelopment = options.value?.development_mailbox;
  return [
    { label: words.profile, href: "/account/profile", icon: "user" },
    { label: words.security, href: "/account/security", icon: "shield" },
    { label: words.devices, href: "/account/sessions", icon: "smartphone" },
    { label: `${words.theme.label}: ${words.theme[theme.name]}`, onSelect: () => theme.choose(next), icon: theme.name === "dark" ? "moon" : "sun" },
    { label: words.docs, href: "/docs", icon: "book-open" },
    isDevelopment && { label: words.mailbox, href: "/dev/mail", icon: "mail" },
    { label: words.signOut, onSelect: signOut, icon: "log-out" },
  ].filter(Boolean);
}

/** @param {{theme: {name: string, choose: (name: string) => any}}} props */
export function AccountMenu({ theme }) {
  const { user } = me.value;
  const items = personalItems(theme);
  return html`<${Menu} label=${user.name || user.email || user.phone || words.account} icon="user" bare tone="quiet" items=${items} />`;
}
