import { html, useEffect, useRef, useState } from "../../core/html.js";
import { newKey } from "../../core/keys.js";
import { Button } from "../../ui/Button.js";
import { Countdown } from "../../ui/Countdown.js";
import { Field } from "../../ui/Field.js";
import { Form } from "../../ui/Form.js";
import { TextArea } from "../../ui/TextArea.js";
import { formFields, useDraft } from "../../resource/draft.js";
import { keepRow } from "../../resource/rows.js";
import { createRow, isOpen } from "../../resource/save.js";
import { Widget } from "../../resource/widgets.js";
import { MOST, segments } from "./segments.js";
import { words } from "./words.js";

const W = words.messages;

/** What is wrong before anything is sent, as the server's refusal says it. */
const refusal = (wrongs) => ({ status: 422, code: "invalid", detail: null, errors: wrongs.map(([field, message]) => ({ field, code: "check", message })) });

/** Sends a text once: one at a time, and with one key until an answer says what became of it. */
function useSending(draft, resource, onSent) {
  const [state, setState] = useState({ busy: false, problem: null, until: null });
  const key = useRef(null);
  const running = useRef(false);
  const body = JSON.stringify(draft.now);
  useEffect(() => {
    if (!running.current) key.current = null;
  }, [body]);
  const run = async () => {
    if (running.current) return;
    running.current = true;
    setState({ busy: true, problem: null, until: null });
    key.current ??= newKey();
    try {
      const { row, etag } = await createRow({ resource }, draft.body(), key.current);
      key.current = null;
      draft.reset(null);
      keepRow(resource, row, { etag });
      setState({ busy: false, problem: null, until: null });
      onSent?.(row);
    } catch (problem) {
      if (problem.status === undefined) throw problem;
      if (!isOpen(problem)) key.current = null;
      const until = problem.status === 429 && problem.retryAfter ? new Date(Date.now() + problem.retryAfter * 1000) : null;
      draft.refused(Object.fromEntries(problem.errors.map((one) => [one.field, one.message])));
      setState({ busy: false, problem, until });
    } finally {
      running.current = false;
    }
  };
  return { ...state, run, refuse: (problem) => setState({ busy: false, problem, until: null }), rest: () => setState((old) => ({ ...old, until: null })) };
}

/**
 * Writes a message and sends it.
 * @param {{resource: Resource, preset?: Row, onSent?: (row: Row) => void}} props `preset`: phone and number, as far as they are known: with a
 *   number neither is asked for
 */
export function Composer({ resource, preset, onSent }) {
  const fields = formFields(resource, true);
  const draft = useDraft(fields, null, preset);
  const { busy, problem, until, run, refuse, rest } = useSending(draft, resource, onSent);
  const box = useRef(null);
  const asked = preset?.to ? [] : fields.filter(({ name }) => name !== "body");
  const text = draft.values.body ?? "";
  const { length, count, alphabet } = segments(text);
  const body = fields.find(({ name }) => name === "body");

  const submit = () => {
    if (busy || until) return undefined;
    const wrongs = draft.wrong();
    if (length > MOST) wrongs.push(["body", W.tooLong(MOST)]);
    return wrongs.length ? refuse(refusal(wrongs)) : run();
  };
  const press = (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
    event.preventDefault();
    submit();
  };
  const error = length > MOST ? W.tooLong(MOST) : draft.errorOf(body);
  const labels = Object.fromEntries([...asked, body].map(({ name, label }) => [name, name === "body" ? W.text : label]));
  return html`<div class="composer" ref=${box}><${Form} onSubmit=${submit} error=${problem} busy=${busy} fields=${labels}>
    ${asked.map((field) => html`<div key=${field.name} onFocusOut=${() => draft.touch(field.name)}>
      <${Field} name=${field.name} label=${field.label} help=${field.help} error=${draft.errorOf(field)}>
        ${(control) => html`<${Widget} field=${field} control=${control} disabled=${busy} value=${draft.values[field.name]}
          onChange=${(value) => draft.set(field.name, value)} />`}<//></div>`)}
    <${Field} name="body" label=${W.text} error=${error} class=${asked.length ? "" : "composer-text"}>
      ${(control) => html`<${TextArea} ...${control} rows="3" placeholder=${W.write} value=${text} readonly=${busy} onKeyDown=${press}
        onChange=${(value) => draft.set("body", value)} />`}<//>
    <div class="row composer-foot">
      <span class="muted small grow">${length > 0 ? W.count(length, count, alphabet) : html`<span class="keys-hint">${W.sendHelp}</span>`}</span>
      ${until && html`<${Countdown} until=${until} onEnd=${rest}>${W.waiting}<//>`}
      <${Button} type="submit" tone="primary" icon="send" busy=${busy} disabled=${until !== null}>${W.send}<//>
    </div>
  <//></div>`;
}
