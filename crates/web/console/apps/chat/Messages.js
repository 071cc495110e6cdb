/** The messages, the newest at the end. The scroller counts from its end, so what comes before the first one moves nothing. */
import { html, useEffect, useLayoutEffect, useMemo, useRef, useState } from "../../core/html.js";
import { Button } from "../../ui/Button.js";
import { Skeleton } from "../../ui/Skeleton.js";
import { Bubbles, Pending } from "./Bubbles.js";
import { move, useActs } from "./acts.js";
import { Status } from "./Status.js";
import { outbox } from "./outbox.js";
import { useWindow } from "./window.js";
import { words } from "./words.js";

/** How near to the beginning older messages are read, and how far from the end counts as its end: in pixels. */
const NEAR = 2500;
const END = 40;

/** The elements of the blocks; one whose messages are the same is the same element, which isn't compared again. */
function useBlocks(blocks, shown, mark) {
  const kept = useRef(new Map());
  const elements = shown.map((at) => {
    const rows = blocks.get(at);
    const before = blocks.get(at - 1)?.at(-1);
    const old = kept.current.get(at);
    if (old?.rows === rows && old.before === before) return { at, ...old };
    return { at, rows, before, element: html`<${Bubbles} key=${at} at=${at} rows=${rows} before=${before} mark=${mark} />` };
  });
  kept.current = new Map(elements.map(({ at, ...one }) => [at, one]));
  return elements.map(({ element }) => element);
}

/**
 * @param {{thread: import("./thread.js").Thread, row: Row, onEnd: (isAtEnd: boolean) => void}} props
 */
export function Messages({ thread, row, onEnd }) {
  const { blocks, from, last, busy, problem } = thread.state.value;
  const pending = outbox.value.get(row.id) ?? [];
  const box = useRef(null);
  const sent = useRef(pending.length);
  const [seen, setSeen] = useState(last);
  // What was unread when the conversation was opened begins at a line of its own.
  const mark = useMemo(() => (row.unread > 0 ? row.read_seq + 1 : null), []);
  const acts = useActs(thread, row, box);
  const { shown, above, below, look: draw } = useWindow(blocks, box);

  const isAtEnd = () => -box.current.scrollTop < END;
  const look = () => {
    const { scrollTop, scrollHeight, clientHeight } = box.current;
    if (scrollHeight - clientHeight + scrollTop < NEAR) thread.older();
    onEnd(isAtEnd());
    if (isAtEnd()) setSeen(thread.state.peek().last);
  };
  const scrolled = () => {
    draw();
    look();
  };
  useEffect(look, [from, last, busy]);
  useLayoutEffect(() => {
    if (pending.length > sent.current) box.current.scrollTop = 0;
    sent.current = pending.length;
  }, [pending.length]);

  const fresh = Math.max(0, last - seen);
  const toEnd = () => (box.current.scrollTop = 0);
  return html`<div class="thread-frame">
    <div class="thread-box" ref=${box} role="log" aria-live="off" aria-label=${words.messages} tabindex="0" onScroll=${scrolled}
      onKeyDown=${move} onClick=${acts}>
      <div class="thread-messages">
        <div class="thread-top">
          ${problem && html`<p class="row"><span class="bad">${words.older}</span><${Button} size="small" onClick=${thread.retry}>${words.retry}<//></p>`}
          ${from > 0 && !problem && html`<div class="thread-older"><${Skeleton} lines=${3} /></div>`}
          ${from === 0 && html`<p class="muted small">${last + pending.length ? words.begin : words.first}</p>`}
        </div>
        <div class="thread-space" ref=${above}></div>
        ${useBlocks(blocks, shown, mark)}
        <div class="thread-space" ref=${below}></div>
        <${Pending} id=${row.id} bubbles=${pending} />
        <${Status} thread=${thread} row=${row} isSending=${pending.length > 0} />
      </div>
    </div>
    <div class="thread-fresh" role="status">${fresh > 0 && html`<${Button} size="small" icon="arrow-down" onClick=${toEnd}>${words.fresh(fresh)}<//>`}</div>
  </div>`;
}
