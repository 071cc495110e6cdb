/** What happened to a row, from the audit log, for admins: who, when, what; and back. */
import { Fragment, html, useState } from "../core/html.js";
import { get, patch } from "../core/http.js";
import { atLeast } from "../core/tenant.js";
import { toast } from "../core/toasts.js";
import { words } from "../core/words/transfer.js";
import { usePages } from "../tenant/pages.js";
import { Button } from "../ui/Button.js";
import { confirmDialog } from "../ui/Dialog.js";
import { LoadMore } from "../ui/LoadMore.js";
import { Person } from "../ui/Person.js";
import { ProblemView } from "../ui/ProblemView.js";
import { Skeleton } from "../ui/Skeleton.js";
import { Time } from "../ui/Time.js";
import { same } from "./merge.js";
import { rowPath } from "./paths.js";
import { keepRow } from "./rows.js";
import { Value } from "./values.js";

const W = words.history;
const TECHNICAL = ["id", "tenant_id", "owner_id", "version", "created_at", "updated_at"];

/** What of a change is shown. @param {Row} change */
const shown = (resource, change) =>
  Object.entries(change.fields).filter(([name, value]) => !TECHNICAL.includes(name) && (change.operation === "update" || value !== null)
    && name !== "deleted_at" && resource.field(name));

/** What was done, in a word. @param {Row} change */
function deed({ operation, fields }) {
  const pair = operation === "update" ? fields.deleted_at : null;
  if (Array.isArray(pair)) return pair[1] === null ? W.restored : W.trashed;
  return W[operation] ?? operation;
}

/** What of a change can be taken back: fields that people write, with what they were before. */
function reversible(resource, change) {
  if (change.operation !== "update" || !resource.operations.change || !resource.canChange()) return null;
  const fields = Object.entries(change.fields).filter(([name, pair]) => {
    const field = resource.field(name);
    return Array.isArray(pair) && field && !field.readOnly && !field.writeOnly && !field.createOnly && field.kind !== "secret";
  });
  return fields.length ? Object.fromEntries(fields) : null;
}

function Who({ change }) {
  if (change.job) return html`<span>${W.job(change.job)}</span>`;
  if (!change.actor_id) return html`<span>${W.by} ${W.server}</span>`;
  return html`<span>${change.api_key_id ? W.key : W.by} <${Person} id=${change.actor_id} /></span>`;
}

function Line({ resource, name, value, update }) {
  const field = resource.field(name);
  const say = (one) => (one === null || one === undefined || one === "" ? html`<span class="muted">${W.nothing}</span>`
    : html`<${Value} field=${field} row=${{ [name]: one }} />`);
  return html`<div class="history-line"><dt>${field.label}</dt>
    <dd>${update ? html`<span class="history-before">${say(value[0])}</span><span class="muted" aria-hidden="true"> → </span>
      <span class="visually-hidden">${W.to}</span><span>${say(value[1])}</span>` : say(value)}</dd></div>`;
}

function Change({ resource, change, busy, onRevert }) {
  const lines = shown(resource, change);
  const back = reversible(resource, change);
  return html`<li class="history-change">
    <div class="row"><strong>${deed(change)}</strong> <${Who} change=${change} />
      <span class="muted small"><${Time} value=${change.changed_at} /></span>
      ${back && html`<${Button} size="small" tone="quiet" icon="rotate-ccw" busy=${busy} onClick=${() => onRevert(back)}>${W.revert}<//>`}
    </div>
    ${lines.length > 0 && change.operation !== "delete" && html`<dl class="history-fields">
      ${lines.map(([name, value]) => html`<${Line} key=${name} resource=${resource} name=${name} value=${value}
        update=${change.operation === "update" && Array.isArray(value)} />`)}
    </dl>`}
  </li>`;
}

/**
 * The history of a row; nothing where one isn't an admin.
 * @param {{resource: Resource, id: string}} props
 */
export function History({ resource, id }) {
  return atLeast("admin") ? html`<${Changes} key=${id} resource=${resource} id=${id} />` : null;
}

function Changes({ resource, id }) {
  const pages = usePages("/api/audit-log", { table: resource.plural.replaceAll("-", "_"), row_id: id });
  const [busy, setBusy] = useState(false);

  const write = async (body, etag) => {
    const answer = await patch(rowPath(resource, id), body, { ifMatch: etag });
    const { data, etag: now } = answer.data?.id ? answer : await get(rowPath(resource, id));
    keepRow(resource, data, { etag: now });
    await pages.reload();
    return now;
  };
  const revert = async (fields) => {
    setBusy(true);
    try {
      const { data, etag } = await get(rowPath(resource, id));
      const names = Object.keys(fields);
      const before = Object.fromEntries(names.map((name) => [name, fields[name][0]]));
      if (names.every((name) => same(data[name] ?? null, before[name] ?? null))) return toast(W.same);
      const later = names.filter((name) => !same(data[name] ?? null, fields[name][1] ?? null));
      const body = W.revertBody(later.map((name) => resource.field(name).label));
      if (later.length && !(await confirmDialog({ title: W.revertTitle, body, confirm: W.revert }))) return undefined;
      const after = await write(before, etag);
      const now = Object.fromEntries(names.map((name) => [name, data[name] ?? null]));
      return toast(W.reverted, { tone: "good", action: { label: words.undo, run: () => write(now, after).catch(say) } });
    } catch (problem) {
      return say(problem);
    } finally {
      setBusy(false);
    }
  };
  const say = (problem) => toast(problem.status === 412 ? W.conflict : (problem.detail ?? words.failed), { tone: "bad" });

  return html`<${Fragment}>
    ${pages.problem && html`<${ProblemView} problem=${pages.problem} onRetry=${pages.reload} />`}
    ${!pages.rows && !pages.problem && html`<${Skeleton} lines=${3} />`}
    ${pages.rows?.length === 0 && html`<p class="muted">${W.empty}</p>`}
    ${pages.rows?.length > 0 && html`<ol class="history">${pages.rows.map((change, at) => html`<${Change} key=${`${change.changed_at} ${at}`}
      resource=${resource} change=${change} busy=${busy} onRevert=${revert} />`)}</ol>`}
    <${LoadMore} cursor=${pages.cursor} busy=${pages.busy} onMore=${pages.more} />
  <//>`;
}
