/** From a course to an application: its state where there is one, else the form of a new one. */
import { createContext, html, useContext, useRef, useState } from "../../core/html.js";
import { resource as resourceOf } from "../../core/api.js";
import { post } from "../../core/http.js";
import { newKey } from "../../core/keys.js";
import { go } from "../../core/router.js";
import { toast } from "../../core/toasts.js";
import { askToLeave } from "../../resource/draft.js";
import { actionPath, etagOf, listPath, screenPath } from "../../resource/paths.js";
import { keepRow } from "../../resource/rows.js";
import { createRow, isOpen } from "../../resource/save.js";
import { Button } from "../../ui/Button.js";
import { Dialog } from "../../ui/Dialog.js";
import { Field } from "../../ui/Field.js";
import { Form } from "../../ui/Form.js";
import { TextArea } from "../../ui/TextArea.js";
import { useAll } from "./all.js";
import { words } from "./words.js";

const W = words.apply;

/** The applications of the user, for all courses of a screen. */
export const Applications = createContext(/** @type {any} */ (null));

/** The user's applications. */
export const useApplications = () => useAll(listPath(resourceOf("applications")), {}, "applications");

/** Makes a draft, and submits it if that is wanted. @returns {Promise<{row: Row, refused: Problem|null}>} */
async function apply(resource, body, key, isSubmitted) {
  const { row } = await createRow({ resource }, body, key);
  if (!isSubmitted) return { row, refused: null };
  const { path } = resource.actions.find(({ verb }) => verb === "submit");
  try {
    return { row: (await post(actionPath(path, row.id), undefined, { ifMatch: etagOf(row) })).data, refused: null };
  } catch (problem) {
    if (problem.status === undefined) throw problem;
    return { row, refused: problem };
  }
}

function ApplyDialog({ course, onClose, onMade }) {
  const resource = resourceOf("applications");
  const [note, setNote] = useState("");
  const [state, setState] = useState({ busy: null, problem: null });
  const key = useRef(null);
  const close = async () => (!note.trim() || (await askToLeave())) && onClose();
  const send = async (isSubmitted) => {
    if (state.busy) return;
    key.current ??= newKey();
    setState({ busy: isSubmitted ? "submit" : "draft", problem: null });
    try {
      const body = { course_id: course.id, ...(note.trim() ? { note } : {}) };
      const { row, refused } = await apply(resource, body, key.current, isSubmitted);
      keepRow(resource, row);
      const action = { label: W.open, run: () => go(screenPath(resource, row.id)) };
      if (refused) toast(W.half(refused.detail), { tone: "warn", action });
      else toast(isSubmitted ? W.submitted : W.drafted, { tone: "good", action });
      onMade(row);
      onClose();
    } catch (problem) {
      if (problem.status === undefined) throw problem;
      if (!isOpen(problem)) key.current = null;
      setState({ busy: null, problem });
    }
  };
  const type = (text) => {
    key.current = null;
    setNote(text);
  };
  const wrong = state.problem?.errors.find(({ field }) => field === "note")?.message ?? null;
  return html`<${Dialog} open title=${W.title(course.name)} onClose=${close}>
    <${Form} onSubmit=${() => send(true)} error=${state.problem} busy=${state.busy !== null} fields=${{ note: W.note }}>
      <${Field} name="note" label=${W.note} help=${W.noteHelp} error=${wrong} optional>
        ${(control) => html`<${TextArea} ...${control} rows="5" maxlength=${resource.field("note").maxLength} value=${note} onChange=${type} />`}
      <//>
      <div class="row row-end">
        <${Button} busy=${state.busy === "draft"} disabled=${state.busy !== null} onClick=${() => send(false)}>${W.draft}<//>
        <${Button} type="submit" tone="primary" icon="send" busy=${state.busy === "submit"} disabled=${state.busy !== null}>${W.submit}<//>
      </div>
    <//>
  <//>`;
}

/** @param {{row: Row}} props `row`: a course */
export function Apply({ row }) {
  const { rows } = useContext(Applications);
  const [open, setOpen] = useState(false);
  const resource = resourceOf("applications");
  const own = (rows.value ?? []).filter(({ course_id: id, status }) => id === row.id && status !== "withdrawn");
  const [found] = own.filter(({ status }) => status === "submitted").concat(own);
  if (found) {
    const state = W.states[found.status] ?? found.status;
    return html`<${Button} size="small" tone="quiet" icon=${found.status === "submitted" ? "check" : "pencil"} aria-label=${W.stateOf(state, row.name)}
      href=${screenPath(resource, found.id)}>${state}<//>`;
  }
  if (!rows.value || !resource.canCreate()) return null;
  return html`<${Button} size="small" aria-label=${W.actTo(row.name)} onClick=${() => setOpen(true)}>${W.act}<//>
    ${open && html`<${ApplyDialog} course=${row} onClose=${() => setOpen(false)} onMade=${(made) => (rows.value = [made, ...rows.peek()])} />`}`;
}
