/** The form of one value: its key, where it is new, and the JSON. */
import { html, useState } from "../core/html.js";
import { get, put } from "../core/http.js";
import { words } from "../core/words/tenant.js";
import { Button } from "../ui/Button.js";
import { Field } from "../ui/Field.js";
import { fieldErrors, Form } from "../ui/Form.js";
import { JsonInput } from "../ui/JsonInput.js";
import { TextInput } from "../ui/TextInput.js";
import { useGuard, useSubmission, wrongFields } from "./submission.js";

const W = words.values;
const KEY = /^[a-z0-9._-]{1,100}$/;

/**
 * @param {object} props
 * @param {{key?: string, value?: any, version?: number}} props.row an empty one is new
 * @param {(row: Row) => void} props.onSaved
 * @param {() => void} props.onCancel
 */
export function ValueForm({ row, onSaved, onCancel }) {
  const [key, setKey] = useState(row.key ?? "");
  const [value, setValue] = useState(row.value ?? null);
  const [valid, setValid] = useState(true);
  const [wrong, setWrong] = useState(null);
  const submission = useSubmission();
  useGuard(key !== (row.key ?? "") || JSON.stringify(value) !== JSON.stringify(row.value ?? null));

  const send = () => {
    const faults = wrongFields({ key: KEY.test(key) ? null : W.keyWrong, value: valid ? null : W.valueWrong });
    setWrong(faults);
    if (faults) return;
    submission.run(async () => {
      const path = `/api/settings/${encodeURIComponent(key)}`;
      if (!row.key && (await exists(path))) throw wrongFields({ key: W.exists });
      try {
        onSaved((await put(path, { value }, row.version ? { ifMatch: `"${row.version}"` } : {})).data);
      } catch (problem) {
        if (problem.status === 412) problem.detail = words.changedMeanwhile;
        throw problem;
      }
    });
  };
  const problem = wrong ?? submission.problem;
  const errors = fieldErrors(problem);
  return html`<${Form} onSubmit=${send} error=${problem} busy=${submission.busy} fields=${{ key: W.key, value: W.value }}>
    ${!row.key && html`<${Field} name="key" label=${W.key} help=${W.keyHelp} error=${errors.key}>
      ${(control) => html`<${TextInput} ...${control} class="mono" maxlength="100" autocomplete="off" value=${key} onChange=${setKey} />`}
    <//>`}
    <${Field} name="value" label=${row.key ? `${W.value}: ${row.key}` : W.value} help=${W.valueHelp} error=${errors.value}>
      ${(control) => html`<${JsonInput} ...${control} value=${value} onChange=${setValue} onValid=${setValid} />`}
    <//>
    <div class="row">
      <${Button} type="submit" tone="primary" busy=${submission.busy}>${words.save}<//>
      <${Button} tone="quiet" onClick=${onCancel}>${words.cancel}<//>
    </div>
  <//>`;
}

async function exists(path) {
  try {
    await get(path);
    return true;
  } catch (problem) {
    if (problem.status === 404) return false;
    throw problem;
  }
}
