/** The form of a row, new or known: the same for every resource. */
import { html, useEffect, useRef, useState } from "../core/html.js";
import { newKey, shortcut } from "../core/keys.js";
import { words } from "../core/words/resource.js";
import { Button } from "../ui/Button.js";
import { Countdown } from "../ui/Countdown.js";
import { Field } from "../ui/Field.js";
import { Form } from "../ui/Form.js";
import { Conflict, Gone } from "./conflict.js";
import { formFields, useDraft } from "./draft.js";
import { changes } from "./merge.js";
import { keepRow } from "./rows.js";
import { createRow, isOpen, restoreAndSave, saveChange } from "./save.js";
import { Widget } from "./widgets.js";

/** Fields in their groups, in the order of the description. */
function grouped(fields) {
  const groups = new Map();
  for (const field of fields) groups.set(field.group ?? "", [...(groups.get(field.group ?? "") ?? []), field]);
  return [...groups];
}

function Control({ field, draft, disabled }) {
  const change = (value) => {
    draft.set(field.name, value);
    // A file is there at once, with nothing left to type.
    if (value instanceof Blob) draft.touch(field.name);
  };
  return html`<div class=${`form-field form-${field.kind}`} onFocusOut=${() => draft.touch(field.name)}>
    <${Field} name=${field.name} label=${field.label} help=${field.help} error=${draft.errorOf(field)} optional=${!field.required}>
      ${(control) => html`<${Widget} field=${field} control=${control} disabled=${disabled}
        value=${draft.values[field.name]} onChange=${change} />`}
    <//>
  </div>`;
}

/** What is wrong before anything is sent, in the form of the server's refusal. */
const refusal = (wrongs) => ({ status: 422, code: "invalid", detail: null, errors: wrongs.map(([field, message]) => ({ field, code: "check", message })) });

/**
 * The form of a row.
 * @param {{resource: Resource, parent?: string, row?: Row|null, etag?: string|null, preset?: Row,
 *   onSaved: (row: Row, more: {another: boolean}) => void, onCancel?: () => void, onDirty?: (dirty: boolean) => void, another?: boolean,
 *   stays?: boolean, verb?: string, Note?: import("preact").FunctionComponent<{values: Row}>}} props `row`: null for a new one; `another`:
 *   offers to add a second one at once; `stays`: begins anew after each, and takes the focus then alone; `verb`: the button's, where it
 *   creates; `Note`: what is said of the values; a field that is `hidden` keeps its first value
 */
export function RowForm({ resource, parent, row = null, etag = null, preset, onSaved, onCancel, onDirty, another = false, stays = false, verb, Note }) {
  const fields = formFields(resource, !row);
  const draft = useDraft(fields, row, preset);
  const [tag] = useState(etag);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState(null);
  const [until, setUntil] = useState(null);
  const [clash, setClash] = useState(null);
  const key = useRef(null);
  const running = useRef(false);
  const [round, setRound] = useState(0);
  const box = useRef(null);
  const at = { resource, parent, id: row?.id };

  const settle = (outcome, more) => {
    if (outcome.kind !== "saved") return setClash({ ...outcome, from: more.from ?? draft.base });
    setClash(null);
    draft.settle();
    keepRow(resource, outcome.row, { parent, etag: outcome.etag });
    if (more.another) {
      draft.reset(null);
      setRound((old) => old + 1);
    }
    onSaved(outcome.row, { another: Boolean(more.another) });
  };
  const refused = (failure) => {
    if (!isOpen(failure)) key.current = null;
    if (failure.retryAfter && failure.status === 429) setUntil(new Date(Date.now() + failure.retryAfter * 1000));
    draft.refused(Object.fromEntries((failure.errors ?? []).map((one) => [String(one.field).split(/[.[]/)[0], one.message])));
    setProblem(failure);
  };
  const run = async (act, more = {}) => {
    if (running.current) return;
    running.current = true;
    setBusy(true);
    setProblem(null);
    try {
      settle(await act(), more);
      key.current = null;
    } catch (failure) {
      if (failure.status === undefined) throw failure;
      setClash(null);
      refused(failure);
    } finally {
      running.current = false;
      setBusy(false);
    }
  };
  const choose = async (from, chosen) =>
    Object.keys(changes(from.theirs, chosen)).length
      ? saveChange(at, from.theirs, chosen, from.etag)
      : { kind: "saved", row: from.row, etag: from.etag };
  const submit = (more = { another: stays }) => {
    if (until) return;
    const wrongs = draft.wrong();
    if (wrongs.length) return setProblem(refusal(wrongs));
    if (row && !draft.dirty) return onCancel?.();
    key.current ??= newKey();
    return run(() => (row ? saveChange(at, draft.base, draft.now, tag) : createRow(at, draft.body(), key.current)), more);
  };
  // The body changed: what is sent now is another submission.
  const sent = JSON.stringify(draft.now, (_, value) => (value instanceof File ? [value.name, value.size, value.lastModified] : value));
  useEffect(() => {
    if (!running.current) key.current = null;
  }, [sent]);

  useEffect(() => {
    onDirty?.(draft.dirty);
  }, [draft.dirty]);
  const latest = useRef(submit);
  latest.current = submit;
  useEffect(() => {
    const stops = ["mod+s", "mod+enter"].map((keys) => shortcut(keys, () => latest.current()));
    return () => stops.forEach((stop) => stop());
  }, []);
  useEffect(() => {
    if (!row && (round > 0 || !stays)) box.current?.querySelector("input, select, textarea")?.focus();
  }, [round]);

  const labels = Object.fromEntries(fields.map((field) => [field.name, field.label]));
  const lock = busy || until !== null;
  return html`<div ref=${box} class="row-form">
    <${Form} onSubmit=${() => submit()} error=${problem} busy=${busy} fields=${labels}>
      ${grouped(fields.filter(({ hidden }) => !hidden)).map(([group, members]) => group
        ? html`<fieldset key=${group} class="form-group stack"><legend>${group}</legend>
            ${members.map((field) => html`<${Control} key=${field.name} field=${field} draft=${draft} disabled=${busy} />`)}</fieldset>`
        : members.map((field) => html`<${Control} key=${field.name} field=${field} draft=${draft} disabled=${busy} />`))}
      ${until && html`<${Countdown} until=${until} onEnd=${() => setUntil(null)}>${(text) => words.form.waiting(text)}<//>`}
      <div class="save-bar row">
        ${Note && html`<${Note} values=${draft.values} />`}
        <${Button} type="submit" tone="primary" busy=${busy} disabled=${lock}>${row ? words.form.save : (verb ?? words.form.create)}<//>
        ${another && html`<${Button} disabled=${lock} onClick=${() => submit({ another: true })}>${words.form.another}<//>`}
        ${onCancel && html`<${Button} tone="quiet" disabled=${busy} onClick=${onCancel}>${words.form.cancel}<//>`}
      </div>
    <//>
    ${clash?.kind === "conflict" && html`<${Conflict} resource=${resource} fields=${fields} clash=${clash} busy=${busy} onClose=${() => setClash(null)}
      onSave=${(chosen) => run(() => choose(clash, chosen), { from: clash.theirs })} />`}
    ${clash?.kind === "gone" && html`<${Gone} resource=${resource} busy=${busy} onClose=${() => setClash(null)}
      onRestore=${() => run(() => restoreAndSave(at, draft.base, draft.now))} />`}
  </div>`;
}
