/** What changes in the tenant, live: one stream for all tabs of a browser. */
import { effect } from "./html.js";
import { hooks } from "./http.js";
import { parser } from "./sse.js";
import { tenant } from "./tenant.js";

const listeners = new Map();
const FIRST = 1000;
const LONGEST = 30_000;
const PATIENCE = 2000;
/** Events of the stream itself. */
const ENDS = new Set(["resync", "end"]);
const pass = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
let position = null;
let channel = null;
let wanted = null;
/** Ends a pause between two streams: the server answers again. */
let wake = () => {};

/**
 * Hears of changes of resources, one's own among them, and of what is told once and not kept, like "typing": by the event's name in the
 * place of a resource's.
 * @param {string[]} plurals
 * @param {(changes: {resource: string, id: string|null, operation: string, version: number|null, [more: string]: any}[]) => void} onChanges
 *   where too much was missed it gets a change with the operation "many" of each resource
 * @returns {() => void} ends it
 */
export function follow(plurals, onChanges) {
  listeners.set(onChanges, new Set(plurals));
  return () => listeners.delete(onChanges);
}

function tell(changes) {
  for (const [onChanges, plurals] of listeners) {
    const own = changes.filter(({ resource }) => plurals.has(resource));
    if (own.length > 0) onChanges(own);
  }
}

function tellOfGap() {
  for (const [onChanges, plurals] of listeners) {
    onChanges([...plurals].map((resource) => ({ resource, id: null, operation: "many", version: null })));
  }
}

// What was read first says where the stream is to begin: nothing that comes between the two is missed.
const { heard } = hooks;
hooks.heard = (headers, problem) => {
  heard(headers, problem);
  if (tenant.peek()?.slug === headers.get("x-tenant")) position ??= headers.get("x-log-position");
  wake();
};
addEventListener("online", () => wake());

// The tab that holds the lock reads the stream and tells the others; the next one goes on where it ends.
effect(() => {
  const id = tenant.value?.id ?? null;
  if (id === wanted?.id) return;
  wanted?.stop.abort();
  channel?.close();
  wanted = null;
  if (!id) return;
  const stop = new AbortController();
  wanted = { id, stop };
  position = null;
  channel = new BroadcastChannel(`events ${id}`);
  channel.onmessage = ({ data }) => take(data);
  const { signal } = stop;
  navigator.locks.request(`events ${id}`, { signal }, () => read(id, signal)).catch(() => {});
});

/** Takes what a stream brought. @param {{changes: any[], isGap: boolean, at: string|undefined}} news */
function take({ changes, isGap, at }) {
  position = at ?? position;
  if (isGap) tellOfGap();
  else tell(changes);
}

async function read(id, signal) {
  for (let waited = 0; !position && waited < PATIENCE && !signal.aborted; waited += 50) await pass(50);
  for (let pause = FIRST; !signal.aborted; pause = Math.min(2 * pause, LONGEST)) {
    try {
      if (await once(id, signal)) pause = FIRST;
    } catch {
      if (signal.aborted) return;
    }
    await new Promise((done) => {
      const begun = Date.now();
      wake = () => Date.now() - begun > FIRST && done(undefined);
      setTimeout(done, pause * (0.5 + Math.random() / 2));
      signal.addEventListener("abort", done, { once: true });
    });
  }
}

/** Reads one stream to its end; whether anything came. */
async function once(id, signal) {
  const headers = { Accept: "text/event-stream", "X-Tenant": id };
  if (position) headers["Last-Event-ID"] = position;
  const response = await fetch("/api/events", { headers, signal, cache: "no-store" });
  if (!response.ok) {
    const wait = Number(response.headers.get("retry-after"));
    if (response.status === 401 || response.status === 404) await hooks.signIn?.();
    if (wait > 0) await pass(Math.min(wait, 60) * 1000);
    return false;
  }
  const events = parser();
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return true;
    const found = events(value);
    if (found.length === 0) continue;
    const changes = found.filter(({ event }) => !ENDS.has(event))
      .map(({ event, data }) => ({ ...(event !== "change" && { resource: event }), ...JSON.parse(data) }));
    const news = { changes, isGap: found.some(({ event }) => event === "resync"), at: found.at(-1).id || undefined };
    take(news);
    channel?.postMessage(news);
  }
}
