/** The field of a new post. */
import { html, useRef, useState } from "../../core/html.js";
import { newKey } from "../../core/keys.js";
import { toast } from "../../core/toasts.js";
import { words as generated } from "../../core/words/resource.js";
import { formFields, useDraft } from "../../resource/draft.js";
import { keepRow } from "../../resource/rows.js";
import { createRow, isOpen } from "../../resource/save.js";
import { Button } from "../../ui/Button.js";
import { Countdown } from "../../ui/Countdown.js";
import { Field } from "../../ui/Field.js";
import { Form } from "../../ui/Form.js";
import { TextArea } from "../../ui/TextArea.js";
import { words } from "./words.js";

const W = words.feed;

/** @param {{resource: Resource, onPosted: (row: Row) => void}} props */
export function Composer({ resource, onPosted }) {
  const [field] = formFields(resource, true);
  const draft = useDraft([field], null);
  const [state, setState] = useState({ busy: false, problem: null, until: null });
  const key = useRef(null);
  const typed = draft.values[field.name] ?? "";

  const submit = async () => {
    if (state.busy || state.until || draft.wrong().length) return;
    key.current ??= newKey();
    setState({ busy: true, problem: null, until: null });
    try {
      const { row, etag } = await createRow({ resource }, draft.body(), key.current);
      key.current = null;
      draft.reset(null);
      keepRow(resource, row, { etag });
      setState({ busy: false, problem: null, until: null });
      toast(W.posted, { tone: "good" });
      onPosted(row);
    } catch (problem) {
      if (problem.status === undefined) throw problem;
      if (!isOpen(problem)) key.current = null;
      draft.refused(Object.fromEntries(problem.errors.map((one) => [one.field, one.message])));
      const until = problem.status === 429 && problem.retryAfter ? new Date(Date.now() + problem.retryAfter * 1000) : null;
      setState({ busy: false, problem, until });
    }
  };
  const type = (text) => {
    key.current = null;
    draft.set(field.name, text);
  };
  const press = (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
    event.preventDefault();
    submit();
  };
  return html`<${Form} className="post-composer" onSubmit=${submit} error=${state.problem} busy=${state.busy} fields=${{ [field.name]: W.label }}>
    <${Field} name=${field.name} label=${W.label} error=${draft.errorOf(field)}>
      ${(control) => html`<${TextArea} ...${control} rows="3" placeholder=${W.placeholder} maxlength=${field.maxLength} disabled=${state.busy}
        value=${typed} onChange=${type} onKeyDown=${press} />`}
    <//>
    ${state.until && html`<${Countdown} until=${state.until} onEnd=${() => setState({ busy: false, problem: null, until: null })}>
      ${(text) => generated.form.waiting(text)}<//>`}
    <div class="row row-end"><${Button} type="submit" tone="primary" icon="send" busy=${state.busy} disabled=${!typed.trim() || state.until !== null}>${W.post}<//></div>
  <//>`;
}
