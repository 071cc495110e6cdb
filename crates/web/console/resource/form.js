/** `/t/<slug>/<things>/new`: the form of a new row of any resource. */
import { html, useEffect, useRef } from "../core/html.js";
import { resource as resourceOf } from "../core/api.js";
import { go, route } from "../core/router.js";
import { toast } from "../core/toasts.js";
import { words } from "../core/words/resource.js";
import { Button } from "../ui/Button.js";
import { Empty } from "../ui/Empty.js";
import { Page } from "../ui/Page.js";
import { screenPath } from "./paths.js";
import { RowForm } from "./RowForm.js";

export { RowForm } from "./RowForm.js";

/** First values from the address: `?company=Acme`, as a link may give them. */
function presetOf(resource) {
  const given = [...route.peek().query].filter(([name]) => resource.field(name) && !resource.field(name).readOnly);
  return Object.fromEntries(given);
}

/**
 * The screen.
 * @param {{params: {things: string}, resource?: Resource|null, onMade?: (row: Row) => Promise<void>}} props `resource`: as a screen
 *   made by hand has it; `onMade`: what is shown before the way leads on
 */
export default function NewRow({ params, resource = resourceOf(params.things), onMade }) {
  const preset = useRef(resource && presetOf(resource));
  const label = resource?.labels[0] ?? "";
  const crumbs = resource ? [{ label: resource.labels[1], href: screenPath(resource) }] : [];
  useEffect(() => {
    if (resource && !resource.operations.create) go(screenPath(resource), { replace: true });
  }, [resource]);
  if (!resource) return html`<${Page} title=${words.list.unknown}><p>${words.list.unknownText}</p><//>`;
  if (!resource.canCreate()) {
    const back = html`<${Button} href=${screenPath(resource)}>${words.view.toList}<//>`;
    return html`<${Page} title=${words.form.newTitle(label)} crumbs=${crumbs} narrow>
      <${Empty} icon="lock" title=${words.form.locked} action=${back}>${words.form.lockedText}<//><//>`;
  }
  const saved = async (row, { another }) => {
    await onMade?.(row);
    const open = resource.operations.find && { label: words.form.open, run: () => go(screenPath(resource, row.id)) };
    toast(words.form.created(label), { tone: "good", action: another ? open || undefined : undefined });
    if (!another) go(resource.operations.find ? screenPath(resource, row.id) : screenPath(resource), { replace: true });
  };
  return html`<${Page} title=${words.form.newTitle(label)} crumbs=${crumbs} narrow>
    <${RowForm} key=${resource.plural} resource=${resource} preset=${preset.current} another onSaved=${saved}
      onCancel=${() => go(screenPath(resource))} />
  <//>`;
}
