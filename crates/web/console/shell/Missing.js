/** What stands at an address where nothing is. */
import { html } from "../core/html.js";
import { me } from "../core/session.js";
import { words } from "../core/words/shell.js";
import { Button } from "../ui/Button.js";
import { Empty } from "../ui/Empty.js";
import { Page } from "../ui/Page.js";

/** No screen has this address. */
export function Missing() {
  return html`<${Page} title=${words.missing.title}><${Empty} icon="info" title=${words.missing.text}
    action=${html`<${Button} tone="primary" href="/">${words.missing.home}<//>`} /><//>`;
}

/** The workspace isn't one of the user's. @param {{slug: string}} props */
export function Foreign({ slug }) {
  const own = me.value.memberships;
  return html`<${Page} title=${words.foreign.title} subtitle=${slug} narrow>
    <div class="stack stack-4">
      <p>${own.length > 0 ? words.foreign.text : words.foreign.none}</p>
      <ul class="shell-own">${own.map((one) => html`<li key=${one.id}><a href=${`/t/${encodeURIComponent(one.slug)}`}>${one.name}</a> <span class="muted">${one.role}</span></li>`)}</ul>
    </div>
  <//>`;
}
