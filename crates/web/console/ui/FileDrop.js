import { html, useId, useState } from "../core/html.js";
import { words } from "../core/words/ui.js";
import { Icon } from "./Icon.js";

/**
 * A place to drop a file on, or to choose one by.
 * @param {{onFile: (file: File) => void, accept?: string, label?: string, help?: string, disabled?: boolean} & Record<string, any>} props and what `Field` hands over
 */
export function FileDrop({ onFile, accept, label, help, disabled = false, ...rest }) {
  const own = useId();
  const id = rest.id ?? own;
  const [over, setOver] = useState(false);
  const drag = (event, on) => {
    event.preventDefault();
    setOver(on && !disabled);
  };
  const drop = (event) => {
    drag(event, false);
    const file = event.dataTransfer?.files?.[0];
    if (file && !disabled) onFile(file);
  };
  const choose = (event) => {
    const file = event.currentTarget.files?.[0];
    event.currentTarget.value = "";
    if (file) onFile(file);
  };
  return html`<div class=${`file-drop ${over ? "file-drop-over" : ""}`} onDragOver=${(event) => drag(event, true)}
    onDragLeave=${(event) => drag(event, false)} onDrop=${drop}>
    <input class="visually-hidden" type="file" ...${rest} id=${id} accept=${accept} disabled=${disabled} onChange=${choose} />
    <label for=${id}><${Icon} name="upload" /><strong>${label ?? words.file.choose}</strong>
      <span class="muted">${help ?? words.file.drop}</span></label>
  </div>`;
}
