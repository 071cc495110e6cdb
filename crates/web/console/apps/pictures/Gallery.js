/** Images in a grid, in pieces that the browser lays out as they come into sight. */
import { html, useEffect, useMemo, useRef, useState } from "../../core/html.js";
import { screenPath } from "../../resource/paths.js";
import { removeRow } from "../../resource/remove.js";
import { Button } from "../../ui/Button.js";
import { LoadMore } from "../../ui/LoadMore.js";
import { download, mayRetry, retry } from "./acts.js";
import { Shot } from "./Shot.js";
import { words } from "./words.js";

/** Of a piece: whole lines of one, two, three, four, five and six columns. */
const PIECE = 60;

/** The buttons of an image; the words are for screen readers and for the pointer that rests. */
function Acts({ resource, row, onStale }) {
  const [busy, setBusy] = useState(null);
  const run = async (name, act) => {
    setBusy(name);
    await act();
    setBusy(null);
  };
  const button = (name, icon, act) => html`<${Button} size="small" tone="quiet" icon=${icon} label=${words.act(words[name], row.prompt)}
    busy=${busy === name} onClick=${() => run(name, act)} />`;
  return html`<span class="tile-acts">
    ${row.status === "succeeded" && button("download", "download", () => download(resource, row))}
    ${mayRetry(resource, row) && button("retry", "rotate-ccw", () => retry(resource, row))}
    ${resource.canDelete() && button("remove", "trash-2", () => removeRow({ resource, row, onStale }))}
  </span>`;
}

function Tile({ resource, row, onOpen, onStale }) {
  const open = (event) => {
    if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    onOpen(row.id);
  };
  const isThere = row.status === "succeeded";
  return html`<div class=${row.status === "failed" ? "tile tile-failed" : "tile"} role="listitem">
    <a class="tile-link" id=${`tile-${row.id}`} href=${screenPath(resource, row.id)} onClick=${open}>
      <${Shot} key=${row.status} resource=${resource} row=${row} />
      ${!isThere && html`<span class="visually-hidden">${row.prompt}</span>`}</a>
    <div class="tile-foot"><p class="tile-prompt" aria-hidden="true">${row.prompt}</p>
      <${Acts} resource=${resource} row=${row} onStale=${onStale} /></div>
  </div>`;
}

/** Some images: drawn anew only where one of them has changed. */
function Piece({ rows, ...rest }) {
  return useMemo(() => html`<div class="tiles">${rows.map((row) => html`<${Tile} key=${row.id} row=${row} ...${rest} />`)}</div>`, rows);
}

const pieces = (rows) => Array.from({ length: Math.ceil(rows.length / PIECE) }, (_, at) => rows.slice(at * PIECE, (at + 1) * PIECE));

/** Reads on before the end is in sight; the button does the same by keys. */
function More({ list }) {
  const box = useRef(null);
  useEffect(() => {
    if (!list.cursor || list.busy || list.problem) return undefined;
    const look = new IntersectionObserver(([seen]) => seen.isIntersecting && list.more(), { rootMargin: "1200px" });
    look.observe(box.current);
    return () => look.disconnect();
  }, [list.cursor, list.busy, list.problem]);
  return html`<div ref=${box}><${LoadMore} cursor=${list.cursor} busy=${list.busy} onMore=${list.more} /></div>`;
}

/**
 * The images of a list.
 * @param {{resource: Resource, list: any, label: string, onOpen: (id: string) => void}} props `onOpen` must stay the same function
 */
export function Gallery({ resource, list, label, onOpen }) {
  return html`<div class="gallery" role="list" aria-label=${label}>
      ${pieces(list.rows).map((rows, at) => html`<${Piece} key=${at} rows=${rows} resource=${resource} onOpen=${onOpen} onStale=${list.reload} />`)}
    </div>
    <${More} list=${list} />`;
}
