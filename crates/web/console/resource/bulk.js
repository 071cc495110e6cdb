/** Acts on the selected rows of a list: one field of all, delete with undo, and restore. */
import { html, useState } from "../core/html.js";
import { toast } from "../core/toasts.js";
import { words } from "../core/words/transfer.js";
import { Button } from "../ui/Button.js";
import { confirmDialog } from "../ui/Dialog.js";
import { changeOne, deleteOne, restoreOne, undo } from "./bulk-acts.js";
import { BulkChange } from "./BulkChange.js";
import { BulkReport } from "./BulkReport.js";
import { each } from "./pool.js";

const W = words.bulk;
const MOST = 100;

/** The fields that all rows may have changed at once. @param {Resource} resource */
const bulkFields = (resource) =>
  resource.fields.filter((field) => !field.readOnly && !field.createOnly && !field.writeOnly && !["secret", "json"].includes(field.kind));

const nameOf = (resource, n) => resource.labels[n === 1 ? 0 : 1];

/**
 * The bar of the selected rows.
 * @param {{resource: Resource, rows: Row[], onDone: () => void}} props `onDone`: clears the selection and reads the list anew
 */
export function BulkBar({ resource, rows, onDone }) {
  const [changing, setChanging] = useState(null);
  const [work, setWork] = useState(null);
  const [report, setReport] = useState(null);
  if (!rows.length && !work && !report && !changing) return null;
  const inTrash = rows.length > 0 && rows.every((row) => row.deleted_at);
  const tooMany = rows.length > MOST;

  // Runs an act over rows; what failed is told row by row, and may be tried again.
  const run = async (items, act, { said, back, again }) => {
    setWork({ done: 0, all: items.length });
    const outcomes = await each(items, act, { onDone: (done) => setWork({ done, all: items.length }) });
    setWork(null);
    const done = outcomes.filter(({ ok }) => ok);
    const action = back && done.length > 0 ? { label: words.undo, run: () => undo(resource, done, back) } : undefined;
    if (done.length > 0) toast(said(done.length, nameOf(resource, done.length)), { tone: "good", action });
    if (done.length === items.length) return onDone();
    const rest = outcomes.filter(({ ok, problem }) => !ok && problem.status !== 404 && problem.status !== 412).map(({ item }) => item);
    return setReport({ outcomes, retry: rest.length > 0 ? () => again(rest) : null });
  };

  const change = (items, field, value) => {
    setChanging(null);
    setReport(null);
    const act = (row) => changeOne(resource, row, { [field.name]: value });
    const back = ({ item, value: now }) => changeOne(resource, now, { [field.name]: item[field.name] ?? null });
    return run(items, act, { said: W.changed, back, again: (rest) => change(rest, field, value) });
  };
  const remove = async (items) => {
    setReport(null);
    const undoable = Boolean(resource.operations.restore);
    const forever = { title: W.forever.title(items.length, nameOf(resource, items.length)), body: W.forever.body, confirm: W.forever.confirm };
    if (!undoable && !(await confirmDialog({ ...forever, tone: "danger" }))) return;
    const back = undoable ? ({ item }) => restoreOne(resource, item) : null;
    await run(items, (row) => deleteOne(resource, row), { said: undoable ? W.deleted : W.removed, back, again: remove });
  };
  const restore = (items) => {
    setReport(null);
    return run(items, (row) => restoreOne(resource, row), { said: W.restored, back: ({ value }) => deleteOne(resource, value), again: restore });
  };
  const close = () => {
    setReport(null);
    onDone();
  };

  const closed = tooMany || work !== null;
  return html`<div class="bulk-bar" role="region" aria-label=${W.bar}>
    <p class="bulk-count" aria-live="polite">${work ? W.working(work.done, work.all) : W.selected(rows.length)}</p>
    ${work && html`<progress class="progress" max=${work.all} value=${work.done} aria-label=${W.working(work.done, work.all)} />`}
    ${tooMany && html`<p class="small">${W.tooMany(MOST)}</p>`}
    <div class="row">
      ${inTrash && resource.operations.restore && resource.canDelete() && html`<${Button} icon="rotate-ccw" disabled=${closed} onClick=${() => restore(rows)}>${W.restore}<//>`}
      ${!inTrash && resource.operations.change && resource.canChange() && bulkFields(resource).length > 0 && html`<${Button} icon="pencil" disabled=${closed}
        onClick=${() => setChanging(rows)}>${W.change}<//>`}
      ${!inTrash && resource.canDelete() && html`<${Button} icon="trash-2" disabled=${closed} onClick=${() => remove(rows)}>${W.delete}<//>`}
      <${Button} tone="quiet" icon="x" label=${W.clear} disabled=${work !== null} onClick=${onDone} />
    </div>
    ${changing && html`<${BulkChange} resource=${resource} fields=${bulkFields(resource)} rows=${changing} onClose=${() => setChanging(null)}
      onApply=${(field, value) => change(changing, field, value)} />`}
    ${report && html`<${BulkReport} resource=${resource} report=${report} onClose=${close} />`}
  </div>`;
}
