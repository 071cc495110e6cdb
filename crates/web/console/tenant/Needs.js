/** The card of what needs a person now. */
import { html, useEffect, useState } from "../core/html.js";
import { words } from "../core/words/tenant.js";
import { Button } from "../ui/Button.js";
import { Card } from "../ui/Card.js";
import { Icon } from "../ui/Icon.js";
import { Skeleton } from "../ui/Skeleton.js";
import { readNeeds } from "./troubles.js";

const W = words.needs;

/** @param {{ready: boolean}} props `ready`: whether it may ask, which it does after the figures */
export function Needs({ ready }) {
  const [found, setFound] = useState(null);
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    if (!ready) return undefined;
    let live = true;
    readNeeds().then((next) => live && setFound(next), () => live && setFound({ items: [], failed: 1 }));
    return () => (live = false);
  }, [ready, turn]);
  const { items, failed } = found ?? { items: [], failed: 0 };
  return html`<${Card} title=${W.title}>
    ${!found && html`<${Skeleton} lines=${3} />`}
    ${items.length > 0 && html`<ul class="needs">${items.map(({ icon, text, href }) => html`<li key=${text}>
      <a href=${href}><${Icon} name=${icon} /><span class="grow">${text}</span><${Icon} name="arrow-right" /></a></li>`)}</ul>`}
    ${found && items.length === 0 && failed === 0 && html`<p class="muted">${W.nothing}</p>`}
    ${failed > 0 && html`<div class="row" role="status"><span class="muted">${W.failed}</span>
      <${Button} size="small" icon="refresh-cw" onClick=${() => setTurn(turn + 1)}>${W.retry}<//></div>`}
  <//>`;
}
