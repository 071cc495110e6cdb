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

/** How many images are drawn in a frame: so a page of them holds up no scrolling. */
const A_FRAME = 6;

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

/** An image: drawn anew only where it has changed. */
function Tile(props) {
  return useMemo(() => html`<${Drawn} ...${props} />`, [props.row, props.resource, props.onOpen]);
}

function Drawn({ resource, row, onOpen, onStale }) {
  // The buttons are drawn when the pointer or the focus comes: thousands of them would cost more than the images. The large view has them too.
  const [near, setNear] = useState(false);
  const come = () => setNear(true);
  const open = (event) => {
    if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    onOpen(row.id);
  };
  const isThere = row.status === "succeeded";
  return html`<div class=${row.status === "failed" ? "tile tile-failed" : "tile"} role="listitem" onPointerEnter=${come} onFocusIn=${come}>
    <a class="tile-link" id=${`tile-${row.id}`} href=${screenPath(resource, row.id)} onClick=${open}>
      <${Shot} key=${row.status} resource=${resource} row=${row} />
      ${!isThere && html`<span class="visually-hidden">${row.prompt}</span>`}</a>
    <div class="tile-foot"><p class="tile-prompt" aria-hidden="true">${row.prompt}</p>
      ${(near || row.status === "failed") && html`<${Acts} resource=${resource} row=${row} onStale=${onStale} />`}</div>
  </div>`;
}

/** Some images: drawn anew only where one of them has changed. */
function Piece({ rows, ...rest }) {
  return useMemo(() => html`<div class="tiles">${rows.map((row) => html`<${Tile} key=${row.id} row=${row} ...${rest} />`)}</div>`, rows);
}

const pieces = (rows) => Array.from({ length: Math.ceil(rows.length / PIECE) }, (_, at) => rows.slice(at * PIECE, (at + 1) * PIECE));

/** Reads on before the end is in sight; the button does the same by keys. */
function More({ list, isDrawn }) {
  const box = useRef(null);
  useEffect(() => {
    if (!isDrawn || !list.cursor || list.busy || list.problem) return undefined;
    const look = new IntersectionObserver(([seen]) => seen.isIntersecting && list.more(), { rootMargin: "1200px" });
    look.observe(box.current);
    return () => look.disconnect();
  }, [isDrawn, list.cursor, list.busy, list.problem]);
  return html`<div ref=${box}><${LoadMore} cursor=${list.cursor} busy=${list.busy} onMore=${list.more} /></div>`;
}

/** How many of the images are drawn by now: at first a screen of them, then some more in each frame. @param {number} all */
function useDrawn(all) {
  const [count, setCount] = useState(Math.min(all, PIECE));
  useEffect(() => {
    if (count >= all) return undefined;
    const frame = requestAnimationFrame(() => setCount(Math.min(all, count + A_FRAME)));
    return () => cancelAnimationFrame(frame);
  }, [count, all]);
  return Math.min(count, all);
}

/**
 * The images of a list.
 * @param {{resource: Resource, list: any, label: string, onOpen: (id: string) => void}} props `onOpen` must stay the same function
 */
export function Gallery({ resource, list, label, onOpen }) {
  const drawn = useDrawn(list.rows.length);
  return html`<div class="gallery" role="list" aria-label=${label}>
      ${pieces(list.rows.slice(0, drawn)).map((rows, at) => html`<${Piece} key=${at} rows=${rows} resource=${resource} onOpen=${onOpen} onStale=${list.reload} />`)}
    </div>
    <${More} list=${list} isDrawn=${drawn === list.rows.length} />`;
}
