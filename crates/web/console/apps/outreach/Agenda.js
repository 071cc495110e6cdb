import { html, useEffect } from "../../core/html.js";
import { zoneName } from "../../core/format.js";
import { go, setQuery } from "../../core/router.js";
import { Badge } from "../../ui/Badge.js";
import { Button } from "../../ui/Button.js";
import { DateInput } from "../../ui/DateInput.js";
import { LoadMore } from "../../ui/LoadMore.js";
import { ProblemView } from "../../ui/ProblemView.js";
import { Skeleton } from "../../ui/Skeleton.js";
import { screenPath } from "../../resource/paths.js";
import { spoken, Value } from "../../resource/values.js";
import { dayAfter, dayOf, hourOf, hoursOf } from "./day.js";
import { reasonOf } from "./said.js";
import { useLiveRows } from "../../resource/fresh.js";
import { useWho } from "../people/who.js";
import { words } from "./words.js";

const W = words.calls;

/** Calls that are looked through by themselves; for those before them a person asks. */
const DEEP = 500;
const clock = new Intl.DateTimeFormat(navigator.language, { timeStyle: "short" });
const full = new Intl.DateTimeFormat(navigator.language, { dateStyle: "full" });

/** The calls down to a day: the API has them by their time, the latest first. */
function useDay(resource, day) {
  const list = useLiveRows(resource, { query: { sort: "-scheduled_at" } });
  const last = list.rows?.at(-1);
  const isShort = Boolean(last && list.cursor && new Date(last.scheduled_at) >= hourOf(day, 0));
  const goesOn = isShort && list.rows.length < DEEP;
  useEffect(() => {
    if (goesOn && !list.busy && !list.problem) list.more();
  }, [goesOn, list.busy]);
  return { list, isReady: Boolean(list.rows && !goesOn), isShort };
}

const TYPING = "input, textarea, select, dialog *, [popover] *";

/** The arrows change the day, and t is today. */
function useDayKeys(day, hrefs) {
  useEffect(() => {
    const press = (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.defaultPrevented) return;
      if (event.target.closest?.(TYPING) || document.querySelector("dialog[open]")) return;
      const href = { ArrowLeft: hrefs.previous, ArrowRight: hrefs.next, t: hrefs.today }[event.key];
      if (!href) return;
      event.preventDefault();
      go(href);
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, [day]);
}

function Call({ resource, row }) {
  const who = useWho(row.to);
  const reason = reasonOf(row.error_code);
  return html`<li><a class="agenda-call" href=${screenPath(resource, row.id)}>
    <span class="row"><time class="number" datetime=${row.scheduled_at}>${clock.format(new Date(row.scheduled_at))}</time>
      <${Badge} tone=${resource.field("status").tones[row.status]}>${spoken(row.status)}${row.in_doubt && `, ${W.doubt}`}<//></span>
    <strong class="agenda-who">${who?.name ?? row.to}</strong>
    <span class="small muted">${who && `${row.to} `}${row.agent_id && html`<${Value} field=${resource.field("agent_id")} row=${row} />`}</span>
    ${reason && html`<span class="small">${reason}</span>`}
  </a></li>`;
}

function Hour({ resource, day, hour, rows, isNow }) {
  const at = hourOf(day, hour);
  const said = clock.format(at);
  const isAhead = hourOf(day, hour + 1) > new Date();
  const start = at > new Date() ? at : new Date(Math.ceil(Date.now() / 900_000) * 900_000);
  const add = resource.canCreate() && isAhead &&
    html`<${Button} class="agenda-add" size="small" tone="quiet" icon="plus" label=${W.add(said)}
      href=${`${screenPath(resource, "new")}?scheduled_at=${encodeURIComponent(start.toISOString())}`} />`;
  return html`<li class=${rows.length ? "agenda-hour" : "agenda-hour agenda-free"} aria-current=${isNow ? "time" : undefined}>
    <span class="agenda-time number muted">${said}</span>
    ${rows.length > 0 && html`<ul class="agenda-calls">${rows.map((row) => html`<${Call} key=${row.id} resource=${resource} row=${row} />`)}</ul>`}
    ${add}
  </li>`;
}

function Bar({ day, hrefs, isToday }) {
  return html`<div class="row agenda-bar">
    <${Button} icon="arrow-left" label=${W.previous} href=${hrefs.previous} />
    <${Button} href=${hrefs.today} aria-current=${isToday ? "date" : undefined}>${W.today}<//>
    <${Button} icon="arrow-right" label=${W.next} href=${hrefs.next} />
    <${DateInput} aria-label=${W.pick} value=${day} onChange=${(next) => next && setQuery({ day: next })} />
  </div>`;
}

/**
 * A day's calls by their hours.
 * @param {{resource: Resource, day: string, hrefOfDay: (day: string) => string}} props
 */
export function Agenda({ resource, day, hrefOfDay }) {
  const { list, isReady, isShort } = useDay(resource, day);
  const today = dayOf(new Date());
  const hrefs = { previous: hrefOfDay(dayAfter(day, -1)), today: hrefOfDay(today), next: hrefOfDay(dayAfter(day, 1)) };
  useDayKeys(day, hrefs);
  const hours = hoursOf(day, list.rows ?? []);
  const count = hours.reduce((sum, { rows }) => sum + rows.length, 0);
  return html`<section class="agenda stack stack-4" aria-busy=${!isReady && !list.problem}>
    <${Bar} day=${day} hrefs=${hrefs} isToday=${day === today} />
    <div role="status"><h2>${full.format(hourOf(day, 0))}</h2>
      <p class="muted">${isReady && `${W.summary(count)} · `}${W.zone(zoneName())}</p></div>
    ${list.problem && html`<${ProblemView} problem=${list.problem} onRetry=${list.reload} />`}
    ${!isReady && !list.problem && html`<${Skeleton} lines=${8} />`}
    ${isReady && isShort && html`<p class="muted small">${W.deep(list.rows.length)}</p>
      <${LoadMore} cursor=${list.cursor} busy=${list.busy} onMore=${list.more} />`}
    ${isReady && html`<ol class="agenda-hours">${hours.map(({ hour, rows }) => html`<${Hour} key=${hour} resource=${resource} day=${day} hour=${hour} rows=${rows}
      isNow=${day === today && hour === new Date().getHours()} />`)}</ol>`}
    <p class="small muted keys-hint">${W.keys}</p>
  </section>`;
}
