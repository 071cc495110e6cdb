import { html, useEffect, useRef } from "../../core/html.js";
import { date, dateTime } from "../../core/format.js";
import { resource as resourceOf } from "../../core/api.js";
import { tenantPath } from "../../core/tenant.js";
import { Banner } from "../../ui/Banner.js";
import { Button } from "../../ui/Button.js";
import { Icon } from "../../ui/Icon.js";
import { ProblemView } from "../../ui/ProblemView.js";
import { Skeleton } from "../../ui/Skeleton.js";
import { useTitle } from "../../resource/titles.js";
import { Composer } from "./Composer.js";
import { reasonOf, stateOf } from "./said.js";
import { useLiveRows } from "../../resource/fresh.js";
import { otherSide, useStates } from "./threads.js";
import { useWho } from "../people/who.js";
import { words } from "./words.js";

const W = words.messages;

/** So far back a thread is looked for by itself. */
const DEEP = 200;
const clock = new Intl.DateTimeFormat(navigator.language, { timeStyle: "short" });

/** How far an own message came. */
function Delivery({ message }) {
  const { state, label, icon } = stateOf(message);
  const reason = ["failed", "undelivered", "in_doubt", "canceled"].includes(state) ? reasonOf(message.error_code) : null;
  return html`<span class=${`delivery delivery-${state}`}><${Icon} name=${icon} /> ${label}${reason && html`<span class="delivery-reason">: ${reason}</span>`}</span>`;
}

function Bubble({ message, name }) {
  const isOwn = message.direction === "outgoing";
  return html`<li class=${isOwn ? "sms-bubble-line sms-bubble-own" : "sms-bubble-line"}>
    <span class="visually-hidden">${isOwn ? W.to : W.from(name)}</span>
    <p class="sms-bubble">${message.body}</p>
    <span class="sms-bubble-foot small muted">
      ${message.agent_id && html`<span class="delivery"><${Icon} name="bot" /> ${W.agent}</span>`}
      <a href=${tenantPath("messages", message.id)}><time datetime=${message.created_at} title=${dateTime(message.created_at)}>${clock.format(new Date(message.created_at))}</time></a>
      ${isOwn && html`<${Delivery} message=${message} />`}
    </span>
  </li>`;
}

/** Says what came or went while the thread was open. */
function News({ message, name }) {
  const first = useRef(/** @type {string|null} */ (null));
  first.current ??= message?.id ?? null;
  const isOwn = message?.direction === "outgoing";
  const text = message && message.id !== first.current && `${isOwn ? W.to : W.from(name)}: ${message.body} ${isOwn ? stateOf(message).label : ""}`;
  return html`<p class="visually-hidden" role="status">${text}</p>`;
}

/** Bubbles with a line for each day. */
const linesOf = (rows, name) => rows.flatMap((message, at) => {
  const day = date(message.created_at);
  const isNew = at === 0 || date(rows[at - 1].created_at) !== day;
  return [isNew && html`<li key=${day} class="sms-bubble-day small muted"><span>${day}</span></li>`, html`<${Bubble} key=${message.id} message=${message} name=${name} />`];
});

/** Whether a phone sends nothing more to a number. */
function useBlocked(phone, number) {
  const { rows } = useLiveRows(resourceOf("suppressions"), { query: { address: number } });
  return Boolean(rows?.some((row) => !row.phone_id || row.phone_id === phone));
}

/** Where an answer is written, or why none can be. */
function Answer({ resource, phone, number }) {
  const blocked = useBlocked(phone, number);
  const list = html`<${Button} size="small" href=${`${tenantPath("suppressions")}?${new URLSearchParams({ address: number })}`}>${W.suppressions}<//>`;
  if (blocked) return html`<${Banner} tone="warn" action=${list}>${W.blocked}<//>`;
  return html`<${Composer} resource=${resource} preset=${{ phone_id: phone, to: number }} />`;
}

/**
 * The messages between a phone and a number, the newest at the end.
 * @param {{resource: Resource, phone: string, number: string}} props
 */
export function Thread({ resource, phone, number }) {
  const list = useLiveRows(resource, { query: { phone_id: phone } });
  const who = useWho(number, { ask: true });
  const { title } = useTitle("phones", phone);
  const heading = useRef(null);
  const mine = (list.rows ?? []).filter((row) => otherSide(row) === number).reverse();
  useStates(list, mine);
  const name = who?.name ?? number;
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  const isSought = list.rows && !mine.length && list.cursor && list.rows.length < DEEP;
  useEffect(() => {
    if (isSought && !list.busy && !list.problem) list.more();
  }, [isSought, list.busy]);
  return html`<section class="sms-thread" aria-busy=${list.busy && !list.rows}>
    <header class="sms-thread-head">
      <a class="sms-thread-back" href=${tenantPath("messages")}><${Icon} name="arrow-left" /> ${W.back}</a>
      <h2 ref=${heading} tabindex="-1">${who ? html`<a href=${who.href}>${name}</a>` : name}</h2>
      <p class="small muted">${who && `${number} `}${title && W.on(title)}</p>
    </header>
    <div class="sms-thread-scroll" tabindex="0" role="region" aria-label=${W.thread(name)}><div>
      ${list.cursor && list.rows && html`<div class="load-more"><${Button} size="small" busy=${list.busy} onClick=${list.more}>${W.earlier}<//></div>`}
      ${list.problem && html`<${ProblemView} problem=${list.problem} onRetry=${list.reload} />`}
      ${!list.rows && !list.problem && html`<${Skeleton} lines=${6} />`}
      ${list.rows && !mine.length && !isSought && html`<p class="muted sms-thread-none">${W.none}</p>`}
      <ol class="sms-bubbles">${linesOf(mine, name)}</ol>
    </div></div>
    <${News} message=${mine.at(-1)} name=${name} />
    ${resource.canCreate() && html`<${Answer} resource=${resource} phone=${phone} number=${number} />`}
  </section>`;
}
