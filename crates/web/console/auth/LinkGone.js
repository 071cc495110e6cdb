/** What stands in the place of a form whose link is no good, or missing. */
import { html } from "../core/html.js";
import { words } from "../core/words/auth.js";
import { AuthCard } from "./AuthCard.js";

/** The screen of a link without its token. */
export function NoLink() {
  const links = [{ href: "/sign-in", label: words.footer.signIn }];
  return html`<${AuthCard} key="none" title=${words.missing.title} links=${links}><p>${words.missing.text}</p><//>`;
}

/**
 * The screen of a link that was used, has expired or was taken back.
 * @param {{title: string, text: string, children?: any}} props
 */
export function LinkGone({ title, text, children }) {
  const links = [{ href: "/sign-in", label: words.footer.signIn }];
  return html`<${AuthCard} key="gone" title=${title} links=${links}><p>${text}</p>${children}<//>`;
}

/** Whether the problem says that the token is no good. */
export const isGone = (problem) =>
  problem?.status === 410 || problem?.errors?.some(({ field }) => field === "token") || false;
