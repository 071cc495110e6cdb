/** `/t/<slug>/messages`: messages as threads; `?view=all` is the generated list, `?phone=…&with=…` a thread, `?new=1` writes to a new number. */
import { html } from "../../core/html.js";
import { resource as resourceOf } from "../../core/api.js";
import { go, route } from "../../core/router.js";
import { tenantPath } from "../../core/tenant.js";
import { Button } from "../../ui/Button.js";
import { Card } from "../../ui/Card.js";
import { Empty } from "../../ui/Empty.js";
import { Page } from "../../ui/Page.js";
import { ProblemView } from "../../ui/ProblemView.js";
import { Skeleton } from "../../ui/Skeleton.js";
import { Tabs } from "../../ui/Tabs.js";
import { Time } from "../../ui/Time.js";
import ListScreen from "../../resource/list.js";
import { useRows } from "../../resource/live.js";
import { useTitle } from "../../resource/titles.js";
import { Composer } from "./Composer.js";
import { reasonOf, stateOf } from "./said.js";
import { Thread } from "./Thread.js";
import { useLiveRows } from "../../resource/fresh.js";
import { threadPath, threadsOf } from "./threads.js";
import { useNames, useWho } from "../people/who.js";
import { words } from "./words.js";

const W = words.messages;

function Head({ all }) {
  const path = tenantPath("messages");
  return html`<${Tabs} label=${W.tabs} items=${[{ label: W.threads, href: path, current: !all }, { label: W.all, href: `${path}?view=all`, current: all }]} />`;
}

/** A thread in the list, with its last message. */
function Line({ thread, current, many }) {
  const { number, phone, last } = thread;
  const who = useWho(number);
  const { title } = useTitle("phones", many ? phone : null);
  const isOwn = last.direction === "outgoing";
  const { state, label } = stateOf(last);
  const fails = isOwn && ["failed", "undelivered", "in_doubt"].includes(state);
  return html`<li><a class="sms-thread-link" href=${threadPath(phone, number)} aria-current=${current ? "true" : undefined}>
    <span class="sms-thread-line"><strong class="cut">${who?.name ?? number}</strong><span class="muted small"><${Time} value=${last.created_at} /></span></span>
    <span class="sms-thread-last small muted">${isOwn && `${W.you} `}${last.body}</span>
    ${fails && html`<span class=${`small delivery-${state}`}>${label}: ${reasonOf(last.error_code) ?? ""}</span>`}
    ${title && html`<span class="small muted">${W.on(title)}</span>`}
  </a></li>`;
}

function Threads({ list, open }) {
  const threads = threadsOf(list.rows ?? []);
  const many = new Set(threads.map(({ phone }) => phone)).size > 1;
  return html`<nav class="sms-threads-list" aria-label=${W.list} aria-busy=${list.busy && !list.rows}>
    ${list.problem && html`<${ProblemView} problem=${list.problem} onRetry=${list.reload} />`}
    ${!list.rows && !list.problem && html`<${Skeleton} lines=${8} />`}
    ${list.rows && html`<ul>${threads.map((thread) => html`<${Line} key=${thread.key} thread=${thread} many=${many} current=${thread.key === open} />`)}</ul>`}
    ${list.cursor && html`<div class="load-more"><${Button} size="small" busy=${list.busy} onClick=${list.more}>${W.more}<//></div>`}
  </nav>`;
}

/** A message to a number that none was written to before. */
function First({ resource }) {
  const phones = resourceOf("phones");
  const { rows, problem, reload } = useRows(phones);
  if (problem && !rows) return html`<${ProblemView} problem=${problem} onRetry=${reload} />`;
  if (!rows) return html`<${Skeleton} lines=${5} />`;
  if (!rows.length) {
    const link = html`<${Button} href=${tenantPath("phones")}>${W.phones}<//>`;
    return html`<${Empty} icon=${phones.icon} title=${W.noPhone} action=${link}>${W.noPhoneText}<//>`;
  }
  const preset = rows.length === 1 ? { phone_id: rows[0].id } : undefined;
  return html`<${Card} title=${W.create}><${Composer} resource=${resource} preset=${preset}
    onSent=${(row) => go(threadPath(row.phone_id, row.to), { replace: true })} /><//>`;
}

/** What stands beside the list: a thread, a first message, or that one is to be chosen. */
function Beside({ resource, phone, number, isNew }) {
  if (isNew && resource.canCreate()) return html`<${First} resource=${resource} />`;
  if (phone && number) return html`<${Thread} key=${`${phone} ${number}`} resource=${resource} phone=${phone} number=${number} />`;
  return html`<div class="sms-threads-none"><${Empty} icon="messages-square" title=${W.choose}>${W.chooseText}<//></div>`;
}

function ThreadsScreen({ resource }) {
  const { query } = route.value;
  const [phone, number, isNew] = [query.get("phone"), query.get("with"), query.get("new") === "1"];
  const list = useLiveRows(resource);
  useNames();
  const isOpen = Boolean((phone && number) || isNew);
  const actions = resource.canCreate() && html`<${Button} tone="primary" icon="plus" href=${`${tenantPath("messages")}?new=1`}>${W.create}<//>`;
  const isEmpty = list.rows?.length === 0 && !isOpen;
  return html`<${Page} title=${resource.labels[1]} actions=${actions}>
    <${Head} all=${false} />
    ${isEmpty ? html`<${Empty} icon=${resource.icon} title=${W.empty}>${W.emptyText}<//>`
      : html`<div class=${isOpen ? "sms-threads sms-threads-open" : "sms-threads"}>
          <${Threads} list=${list} open=${`${phone} ${number}`} />
          <${Beside} resource=${resource} phone=${phone} number=${number} isNew=${isNew} />
        </div>`}
  <//>`;
}

/** The screen. @param {{params: {things: string}}} props */
export default function MessagesScreen({ params }) {
  if (route.value.query.get("view") === "all") return html`<${ListScreen} params=${params} head=${html`<${Head} all />`} />`;
  return html`<${ThreadsScreen} resource=${resourceOf(params.things)} />`;
}
