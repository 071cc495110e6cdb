/** One conversation: who takes part, its messages, and where one writes. */
import { html, useEffect, useRef, useState } from "../../core/html.js";
import { post } from "../../core/http.js";
import { me } from "../../core/session.js";
import { mayWrite } from "../../core/tenant.js";
import { Button } from "../../ui/Button.js";
import { Empty } from "../../ui/Empty.js";
import { ProblemView } from "../../ui/ProblemView.js";
import { Skeleton } from "../../ui/Skeleton.js";
import { Composer } from "./Composer.js";
import { conversation, conversations, markRead, refresh, reload } from "./conversations.js";
import { Head } from "./Head.js";
import { placeOf } from "./List.js";
import { Messages } from "./Messages.js";
import { nameOf, titleOf } from "./names.js";
import { lastOf, useThread } from "./thread.js";
import { words } from "./words.js";

/** At most one mark a second. */
const CALM = 1000;

/** Marks what is seen as read: while the page is visible, and the end of the messages is. */
function useReadMark(id, seq, isSeen) {
  const at = useRef({ timer: 0, before: 0 });
  const row = conversation(id);
  const [visible, setVisible] = useState(document.visibilityState === "visible");
  useEffect(() => {
    const look = () => setVisible(document.visibilityState === "visible");
    document.addEventListener("visibilitychange", look);
    return () => document.removeEventListener("visibilitychange", look);
  }, []);
  const wants = Boolean(row) && isSeen && visible && mayWrite() && seq > row.read_seq;
  useEffect(() => {
    if (!wants) return undefined;
    const mark = async () => {
      at.current.before = Date.now();
      try {
        await post(`/api/conversations/${id}/read`, { seq }, { quiet: true });
        markRead(id, seq);
      } catch {
        // The next message, or the next visit, marks anew.
      }
    };
    const timer = setTimeout(mark, Math.max(0, at.current.before + CALM - Date.now()));
    return () => clearTimeout(timer);
  }, [wants, seq, id]);
}

/** Says of what comes from others while one reads, for those who hear the screen. */
function Announced({ thread }) {
  const { blocks, last, ready } = thread.state.value;
  const [said, setSaid] = useState("");
  const before = useRef(null);
  useEffect(() => {
    if (!ready) return;
    const row = lastOf(blocks, last);
    if (before.current !== null && last > before.current && row && row.owner_id !== me.peek().user.id && row.body) {
      setSaid(words.says(nameOf(row.owner_id), row.body.slice(0, 300)));
    }
    before.current = last;
  }, [last, ready]);
  return html`<span class="visually-hidden" role="status">${said}</span>`;
}

function Typing({ thread }) {
  const names = [...thread.state.value.typing.keys()].map(nameOf);
  return html`<p class="thread-typing muted small" role="status">${names.length > 0 && words.typing(names)}</p>`;
}

function Gone() {
  return html`<${Empty} icon="messages-square" title=${words.gone} action=${html`<${Button} href=${placeOf()}>${words.back}<//>`}>
    ${words.goneText}<//>`;
}

/** @param {{id: string}} props */
export function ThreadPane({ id }) {
  const thread = useThread(id);
  const { ready, problem, last } = thread.state.value;
  const [isAtEnd, setAtEnd] = useState(true);
  const row = conversation(id);
  const isGone = conversations.value.gone.has(id);
  const listed = conversations.value.rows !== null;
  useEffect(() => {
    if (!row && !isGone && listed) refresh(id, 0);
  }, [row, isGone, listed]);
  useReadMark(id, last, isAtEnd && ready);
  if (isGone) return html`<section class="thread"><${Head} id=${id} /><${Gone} /></section>`;
  const broken = (!ready && problem?.status !== 404 && problem) || (!row && conversations.value.problem);
  return html`<section class="thread" aria-label=${titleOf(row)} aria-busy=${!ready && !problem}>
    <${Head} id=${id} row=${row} />
    ${broken && html`<${ProblemView} problem=${broken} onRetry=${() => (reload(), thread.retry())} />`}
    ${!(ready && row) && !broken && html`<div class="thread-wait"><${Skeleton} lines=${7} /></div>`}
    ${ready && row && html`<${Messages} thread=${thread} row=${row} onEnd=${setAtEnd} />`}
    <${Announced} thread=${thread} />
    <${Typing} thread=${thread} />
    ${ready && row && (mayWrite() ? html`<${Composer} id=${id} title=${titleOf(row)} />` : html`<p class="thread-locked muted small">${words.readOnly}</p>`)}
  </section>`;
}
