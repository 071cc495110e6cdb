/** The way to choose how a list is shown. */
import { html, useEffect, useId, useRef, useState } from "../core/html.js";
import { words } from "../core/words/resource.js";
import { Button } from "../ui/Button.js";
import { usePlace } from "../ui/popup.js";
import { later } from "./later.js";

const DisplayChoices = later(() => import("./display-choices.js"), "DisplayChoices");
const W = words.list;

/** @param {{resource: Resource}} props */
export function Display({ resource }) {
  const id = useId();
  const [open, setOpen] = useState(false);
  const button = useRef(null);
  const popup = useRef(null);
  usePlace(open, popup, button, { end: true });
  useEffect(() => {
    const toggled = (event) => setOpen(event.newState === "open");
    popup.current?.addEventListener("toggle", toggled);
    return () => popup.current?.removeEventListener("toggle", toggled);
  }, []);
  const close = (event) => {
    const to = event.relatedTarget;
    if (to && !popup.current.contains(to) && !button.current.contains(to)) popup.current.hidePopover();
  };
  return html`<div class="display" ref=${button} onFocusOut=${close}>
    <${Button} icon="sliders-horizontal" aria-haspopup="dialog" aria-expanded=${String(open)} aria-controls=${id}
      onClick=${() => popup.current.togglePopover()}>${W.display}<//>
    <div class="popup display-popup" popover="auto" role="dialog" id=${id} aria-label=${W.displayed} ref=${popup}>
      ${open && html`<${DisplayChoices} resource=${resource} />`}
    </div>
  </div>`;
}
