/** What people wrote down of a call. */
import { html, useRef, useState } from "../../core/html.js";
import { resource as resourceOf } from "../../core/api.js";
import { newKey } from "../../core/keys.js";
import { toast } from "../../core/toasts.js";
import { useAttempt } from "../../auth/attempt.js";
import { screenPath } from "../../resource/paths.js";
import { keepRow } from "../../resource/rows.js";
import { createRow, isOpen } from "../../resource/save.js";
import { Button } from "../../ui/Button.js";
import { Card } from "../../ui/Card.js";
import { Field } from "../../ui/Field.js";
import { fieldErrors, Form } from "../../ui/Form.js";
import { Person } from "../../ui/Person.js";
import { TextArea } from "../../ui/TextArea.js";
import { Time } from "../../ui/Time.js";
import { useLiveRows } from "../../resource/fresh.js";
import { Listed } from "./shared.js";
import { words } from "./words.js";

const W = words.call;

/** A note is sent once: its key is kept until an answer says what became of it. */
function NewNote({ resource, call }) {
  const [body, setBody] = useState("");
  const attempt = useAttempt();
  const key = useRef({ body: "", value: "" });
  const add = () => body.trim() && attempt.run(async () => {
    if (key.current.body !== body) key.current = { body, value: newKey() };
    try {
      const { row, etag } = await createRow({ resource }, { body, call_id: call.id }, key.current.value);
      keepRow(resource, row, { etag });
      setBody("");
      toast(W.noted, { tone: "good" });
    } catch (problem) {
      if (!isOpen(problem)) key.current = { body: "", value: "" };
      throw problem;
    }
  });
  const wrong = fieldErrors(attempt.problem).body;
  return html`<${Form} onSubmit=${add} error=${attempt.problem} busy=${attempt.busy} fields=${{ body: W.note }}>
    <${Field} name="body" label=${W.note} error=${wrong}>${(control) =>
      html`<${TextArea} ...${control} rows="3" maxlength=${resource.field("body").maxLength} value=${body} onChange=${setBody} />`}<//>
    <div><${Button} type="submit" busy=${attempt.busy} disabled=${!body.trim()}>${W.addNote}<//></div>
  <//>`;
}

function Note({ resource, note }) {
  return html`<li class="note">
    <div class="row small muted"><${Person} id=${note.owner_id} /><${Time} value=${note.created_at} />
      <a class="note-open" href=${screenPath(resource, note.id)}>${W.open}</a></div>
    <p class="long-value">${note.body}</p>
  </li>`;
}

/** The card of a call's notes. @param {{call: Row}} props */
export function Notes({ call }) {
  const resource = resourceOf("call-notes");
  const list = useLiveRows(resource, { query: { call_id: call.id } });
  const { rows } = list;
  return html`<${Card} title=${W.notes}>
    ${resource.canCreate() && html`<${NewNote} resource=${resource} call=${call} />`}
    <${Listed} list=${list} empty=${W.noNotes}>${rows?.length > 0 && html`<ul class="plain-list stack">
      ${rows.map((note) => html`<${Note} key=${note.id} resource=${resource} note=${note} />`)}</ul>`}<//>
  <//>`;
}
