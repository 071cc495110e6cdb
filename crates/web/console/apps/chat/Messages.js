/**
 * The messages, the newest at the end. The scroller counts from its end, so what comes before moves nothing; each block is an element that
 * is drawn again only where it changes, and that the browser lays out only near the window.
 */
import { html, useEffect, useLayoutEffect, useMemo, useRef, useState } from "../../core/html.js";
import { Button } from "../../ui/Button.js";
import { Skeleton } from "../../ui/Skeleton.js";
import { Bubbles, Pending } from "./Bubbles.js";
import { move, useActs } from "./acts.js";
import { Status } from "./Status.js";
import { outbox } from "./outbox.js";
import { words } from "./words.js";

/** How near to the beginning older messages are read, and how far from the end counts as its end: in pixels. */
const NEAR = 1500;
const END = 40;

/** The elements of the blocks; one whose messages are the same is the same element, which isn't compared again. */
function useBlocks(blocks, mark) {
  const kept = useRef(new Map());
  const all = [...blocks.keys()].sort((one, other) => one - other);
  return all.map((at) => {
    const rows = blocks.get(at);
    const before = blocks.get(at - 1)?.at(-1);
    const old = kept.current.get(at);
    if (old?.rows === rows && old.before === before) return old.element;
    const element = html`<${Bubbles} key=${at} rows=${rows} before=${before} mark=${mark} />`;
    kept.current.set(at, { rows, before, element });
    return element;
  });
}

/**
 * @param {{thread: import("./thread.js").Thread, row: Row, onEnd: (isAtEnd: boolean) => void}} props
 */
export function Messages({ thread, row, onEnd }) {
  const { blocks, from, last, busy, problem } = thread.state.value;
  const pending = outbox.value.get(row.id) ?? [];
  const box = useRef(null);
  const size = useRef({ last, sent: pending.length, height: 0 });
  const [seen, setSeen] = useState(last);
  // What was unread when the conversation was opened begins at a line of its own.
  const mark = useMemo(() => (row.unread > 0 ? row.read_seq + 1 : null), []);
  const acts = useActs(thread, row, box);

  const isAtEnd = () => -box.current.scrollTop < END;
  const look = () => {
    const { scrollTop, scrollHeight, clientHeight } = box.current;
    if (scrollHeight - clientHeight + scrollTop < NEAR) thread.older();
    onEnd(isAtEnd());
    if (isAtEnd()) setSeen(thread.state.peek().last);
  };
  useEffect(look, [from, last, busy]);
  useLayoutEffect(() => {
    const { scrollHeight } = box.current;
    const before = size.current;
    if (pending.length > before.sent) box.current.scrollTop = 0;
    // What comes at the end while one reads further up leaves that where it is.
    else if (last > before.last && !isAtEnd()) box.current.scrollTop -= scrollHeight - before.height;
    size.current = { last, sent: pending.length, height: scrollHeight };
  }, [last, pending.length, from]);

  const fresh = Math.max(0, last - seen);
  const toEnd = () => (box.current.scrollTop = 0);
  return html`<div class="thread-frame">
    <div class="thread-box" ref=${box} role="log" aria-live="off" aria-label=${words.messages} tabindex="0" onScroll=${look}
      onKeyDown=${move} onClick=${acts}>
      <div class="thread-messages">
        <div class="thread-top">
          ${problem && html`<p class="row"><span class="bad">${words.older}</span><${Button} size="small" onClick=${thread.retry}>${words.retry}<//></p>`}
          ${from > 0 && !problem && html`<div class="thread-older"><${Skeleton} lines=${3} /></div>`}
          ${from === 0 && html`<p class="muted small">${last + pending.length ? words.begin : words.first}</p>`}
        </div>
        ${useBlocks(blocks, mark)}
        <${Pending} id=${row.id} bubbles=${pending} />
        <${Status} thread=${thread} row=${row} isSending=${pending.length > 0} />
      </div>
    </div>
    <div class="thread-fresh" role="status">${fresh > 0 && html`<${Button} size="small" icon="arrow-down" onClick=${toEnd}>${words.fresh(fresh)}<//>`}</div>
  </div>`;
}
