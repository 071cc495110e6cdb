/** What can be done with a row besides changing it: its transitions and other verbs, as buttons. */
import { html, useRef, useState } from "../core/html.js";
import { newKey } from "../core/keys.js";
import { post } from "../core/http.js";
import { atLeast, mayWrite } from "../core/tenant.js";
import { toast } from "../core/toasts.js";
import { words } from "../core/words/resource.js";
import { Banner } from "../ui/Banner.js";
import { Button } from "../ui/Button.js";
import { actionPath, etagOf } from "./paths.js";
import { keepRow } from "./rows.js";
import { complain } from "./remove.js";
import { isOpen } from "./save.js";
import { spoken } from "./values.js";

const may = ({ access }) => (access?.role ? atLeast(access.role) : true) && (access?.impersonator === "read" || mayWrite());

/** Whether the row is in a state in which an action is possible, as far as the description says. */
const fits = ({ when }, row) => Object.entries(when ?? {}).every(([name, states]) => states.includes(row[name]));

/** The actions that are offered for a row. @param {Resource} resource @param {Row} row */
const actionsFor = (resource, row) => (resource.actions ?? []).filter((action) => may(action) && fits(action, row));

/** The state of a row, where it has one: the field that the actions look at, or a select that is read-only. */
function stateOf(resource, row) {
  const named = (resource.actions ?? []).flatMap(({ when }) => Object.keys(when ?? {}))[0];
  const field = resource.field(named ?? "") ?? resource.fields.find((one) => one.kind === "select" && one.readOnly);
  return field && row[field.name] ? spoken(row[field.name]) : null;
}

/** What an action finds wrong in the row, with the field's name. */
const wrong = (resource, { field, message }) => `${resource.field(field)?.label ?? field}: ${message}.`;

/**
 * The buttons of a row's actions, and why the last one was refused.
 * @param {{resource: Resource, row: Row, etag?: string|null, parent?: string, reload: () => Promise<RowState|null>,
 *   ask?: (action: any) => Promise<boolean>|boolean}} props `etag`: "" does an act in whatever version the row is; `ask`: whether to go on
 */
export function Actions({ resource, row, etag, parent, reload, ask }) {
  const [busy, setBusy] = useState(null);
  const [refusal, setRefusal] = useState(null);
  const key = useRef(null);
  const offered = actionsFor(resource, row);

  const run = async (action) => {
    if (busy || (ask && !(await ask(action)))) return;
    setBusy(action.verb);
    setRefusal(null);
    if (key.current?.verb !== action.verb) key.current = { verb: action.verb, value: newKey() };
    try {
      const answer = await post(actionPath(action.path, row.id, parent), undefined, { key: key.current.value, ifMatch: etag ?? etagOf(row) });
      key.current = null;
      if (answer.data?.id === row.id) keepRow(resource, answer.data, { parent, etag: answer.etag });
      else await reload();
      toast(words.view.done(action.label), { tone: "good" });
    } catch (problem) {
      if (problem.status === undefined) throw problem;
      if (!isOpen(problem)) key.current = null;
      const now = [409, 412].includes(problem.status) ? await reload() : null;
      if (problem.code === "invalid_state") setRefusal(words.view.state(action.label, now?.row ? stateOf(resource, now.row) : null));
      else if (problem.status === 412) setRefusal(words.view.refreshed);
      else if (problem.status === 422 && problem.errors.length) setRefusal(problem.errors.map((one) => wrong(resource, one)).join(" "));
      else if (problem.status === 409) setRefusal(problem.detail);
      else complain(problem);
    } finally {
      setBusy(null);
    }
  };
  if (!offered.length && !refusal) return null;
  return html`<div class="row-actions stack">
    ${refusal && html`<${Banner} tone="warn" onClose=${() => setRefusal(null)}>${refusal}<//>`}
    ${offered.length > 0 && html`<div class="row">${offered.map((action) => html`<${Button} key=${action.verb} busy=${busy === action.verb}
      disabled=${busy !== null} onClick=${() => run(action)}>${action.label}<//>`)}</div>`}
  </div>`;
}
