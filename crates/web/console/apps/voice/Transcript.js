/** What was said in a call, as a conversation: the agent at the right, the other side at the left. */
import { Fragment, html } from "../../core/html.js";
import { resource as resourceOf } from "../../core/api.js";
import { useEvery, useLiveRows } from "../../resource/fresh.js";
import { Listed } from "./shared.js";
import { words } from "./words.js";

const W = words.call;

/** Whether a call goes on. @param {Row} call */
export const isGoing = (call) => !call.ended_at && ["queued", "initiated", "ringing", "in-progress"].includes(call.status);

const EVERY = 3000;

/**
 * Reads a call anew while it goes on: events tell of its beginning and its end alone, not of its ringing and being answered.
 * @param {Row} call @param {() => unknown} reload
 */
export function useFreshCall(call, reload) {
  useEvery(isGoing(call) ? EVERY : 0, reload);
}

/** The turns of a call, live. @param {string} id the call's */
export const useTurns = (id) => useLiveRows(resourceOf("call-turns"), { parent: id });

function Said({ who, side, children }) {
  return html`<li class=${`turn turn-${side}`}><span class="turn-who small muted">${who}</span>
    <p class="turn-text">${children}</p></li>`;
}

/** A turn: what the agent heard, then what it said. The first one is its greeting, before which it listens to nothing. */
function Turn({ turn, call }) {
  const other = call.direction === "outgoing" ? W.callee : W.caller;
  const waits = turn.said === null && isGoing(call);
  return html`<${Fragment}>
    ${turn.heard !== null && html`<${Said} who=${other} side="other">${turn.heard}<//>`}
    ${turn.heard === null && turn.number > 1 && html`<${Said} who=${other} side="silent">${W.silence}<//>`}
    ${turn.said !== null && html`<${Said} who=${W.theAgent} side="agent">${turn.said}<//>`}
    ${waits && html`<${Said} who=${W.theAgent} side="agent"><span class="muted">${W.thinking}</span><//>`}
  <//>`;
}

/**
 * The conversation.
 * @param {{call: Row, list: ReturnType<typeof useTurns>}} props
 */
export function Transcript({ call, list }) {
  return html`<div class="stack" aria-busy=${list.busy}><${Listed} list=${list} empty=${isGoing(call) ? W.silentGoing : W.silent}>
    <ol class="turns" aria-label=${W.transcript} aria-live=${isGoing(call) ? "polite" : undefined}>
      ${(list.rows ?? []).map((turn) => html`<${Turn} key=${turn.id} turn=${turn} call=${call} />`)}
    </ol>
  <//></div>`;
}
