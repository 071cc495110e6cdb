/** An image of the gallery, large, over the others; the arrow keys lead to the next one. */
import { html, useEffect, useRef } from "../../core/html.js";
import { useRow } from "../../resource/live.js";
import { screenPath } from "../../resource/paths.js";
import { removeRow } from "../../resource/remove.js";
import { Button } from "../../ui/Button.js";
import { Dialog } from "../../ui/Dialog.js";
import { ProblemView } from "../../ui/ProblemView.js";
import { Skeleton } from "../../ui/Skeleton.js";
import { Facts, Picture } from "./Picture.js";
import { words } from "./words.js";

/** How near the end of what is read one has to be for more to be read. */
const NEAR = 3;

/** The images before and after, and more of them in time. */
function useNeighbours(list, id) {
  const rows = list.rows ?? [];
  const at = rows.findIndex((row) => row.id === id);
  useEffect(() => {
    if (at >= 0 && at >= rows.length - NEAR && list.cursor && !list.busy && !list.problem) list.more();
  }, [at, rows.length, list.busy]);
  return { before: at > 0 ? rows[at - 1].id : null, after: at >= 0 ? (rows[at + 1]?.id ?? null) : null };
}

/**
 * @param {{resource: Resource, id: string, list: any, onGo: (id: string) => void, onClose: () => void}} props
 */
export function Large({ resource, id, list, onGo, onClose }) {
  const { row, etag, problem, reload } = useRow(resource, id);
  const { before, after } = useNeighbours(list, id);
  const latest = useRef(null);
  latest.current = (key) => {
    const to = { ArrowLeft: before, ArrowRight: after }[key];
    if (to) onGo(to);
  };
  useEffect(() => {
    const press = (event) => {
      if (!event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey && !event.defaultPrevented) latest.current(event.key);
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, []);
  const remove = async () => {
    if (await removeRow({ resource, row, etag, onStale: reload })) onClose();
  };
  const actions = html`
    ${row && resource.canDelete() && html`<${Button} tone="quiet" icon="trash-2" onClick=${remove}>${words.remove}<//>`}
    <${Button} tone="quiet" href=${screenPath(resource, id)}>${words.open}<//>
    <span class="large-ways">
      <${Button} icon="arrow-left" label=${words.previous} disabled=${!before} onClick=${() => onGo(before)} />
      <${Button} icon="arrow-right" label=${words.next} disabled=${!after} onClick=${() => onGo(after)} />
    </span>`;
  return html`<${Dialog} open size="large" class="large" title=${words.image} onClose=${onClose} actions=${actions}>
    ${problem && html`<${ProblemView} problem=${problem} onRetry=${reload} />`}
    ${!row && !problem && html`<${Skeleton} lines=${6} />`}
    ${row && html`<div class="large-parts"><${Picture} resource=${resource} row=${row} etag=${etag} reload=${reload} />
      <div class="stack stack-3"><p class="lines large-prompt">${row.prompt}</p><${Facts} row=${row} /></div></div>`}
  <//>`;
}
