/** The form of a new API key. */
import { html, useEffect, useState } from "../core/html.js";
import { loadDescription, resource, resources } from "../core/api.js";
import { post } from "../core/http.js";
import { words } from "../core/words/tenant.js";
import { Button } from "../ui/Button.js";
import { DateTimeInput } from "../ui/DateTimeInput.js";
import { Field } from "../ui/Field.js";
import { fieldErrors, Form } from "../ui/Form.js";
import { Select } from "../ui/Select.js";
import { TextInput } from "../ui/TextInput.js";
import { roleOptions } from "./may.js";
import { ScopeGrid } from "./ScopeGrid.js";
import { useGuard, useSubmission, wrongFields } from "./submission.js";

const W = words.keys;
const ENDS = ["7", "30", "90", "365", "own"];

/** @param {{onMade: (key: object) => void, onCancel: () => void}} props */
export function KeyForm({ onMade, onCancel }) {
  const [name, setName] = useState("");
  const [scopes, setScopes] = useState([]);
  const [role, setRole] = useState("member");
  const [ends, setEnds] = useState("90");
  const [endsAt, setEndsAt] = useState(null);
  const [wrong, setWrong] = useState(null);
  const things = useThings();
  const submission = useSubmission();
  useGuard(name.trim() !== "" || scopes.length > 0);

  const send = () => {
    const empty = wrongFields({
      name: name.trim() ? null : words.required,
      scopes: scopes.length ? null : W.none,
      expires_at: ends === "own" && !endsAt ? words.required : null,
    });
    setWrong(empty);
    if (empty) return;
    const at = ends === "own" ? endsAt : new Date(Date.now() + Number(ends) * 864e5 - 6e4).toISOString();
    submission.run(async (key) => {
      const body = { name: name.trim(), scopes, role, expires_at: at };
      onMade((await post("/api/api-keys", body, { key })).data);
    });
  };
  const problem = wrong ?? submission.problem;
  const errors = fieldErrors(problem);
  const labels = { name: W.name, scopes: W.scopes, role: W.role, expires_at: W.endsAt };
  return html`<${Form} onSubmit=${send} error=${problem} busy=${submission.busy} fields=${labels}>
    <${Field} name="name" label=${W.name} help=${W.nameHelp} error=${errors.name}>
      ${(control) => html`<${TextInput} ...${control} maxlength="200" autocomplete="off" value=${name} onChange=${setName} />`}
    <//>
    <${ScopeGrid} things=${things} value=${scopes} onChange=${setScopes} error=${errors.scopes} />
    <div class="grid invite-fields">
      <${Field} name="role" label=${W.role} error=${errors.role} help=${words.roleHelp[role]}>
        ${(control) => html`<${Select} ...${control} options=${roleOptions("admin")} value=${role} onChange=${setRole} />`}
      <//>
      <${Field} name="ends" label=${W.expires}>
        ${(control) => html`<${Select} ...${control} options=${ENDS.map((value) => ({ value, label: W.ends[value] }))} value=${ends} onChange=${setEnds} />`}
      <//>
    </div>
    ${(ends === "own" || errors.expires_at) && html`<${Field} name="expires_at" label=${W.endsAt} error=${errors.expires_at}>
      ${(control) => html`<${DateTimeInput} ...${control} value=${endsAt} onChange=${setEndsAt} />`}
    <//>`}
    <div class="row">
      <${Button} type="submit" tone="primary" busy=${submission.busy}>${W.create}<//>
      <${Button} tone="quiet" onClick=${onCancel}>${words.cancel}<//>
    </div>
  <//>`;
}

/** The things that keys may be about, as the description says: name, label, and whether reading and writing exist. */
function useThings() {
  const [things, setThings] = useState([]);
  useEffect(() => {
    let live = true;
    Promise.resolve(loadDescription()).then((description) => live && setThings(thingsOf(description)));
    return () => (live = false);
  }, []);
  return things;
}

function thingsOf(description) {
  const found = new Map();
  const add = (scope) => {
    const [name, act] = scope.split(":");
    found.set(name, { ...found.get(name), name, [act]: true });
  };
  for (const item of Object.values(description?.paths ?? {})) {
    for (const operation of Object.values(item)) (operation?.security ?? []).forEach((way) => (way.apiKey ?? []).forEach(add));
  }
  if (!found.size) resources().forEach(({ plural }) => [`${plural}:read`, `${plural}:write`].forEach(add));
  const label = (name) => {
    const plain = name.replaceAll("-", " ");
    return W.things[name] ?? resource(name)?.labels[1] ?? plain[0].toUpperCase() + plain.slice(1);
  };
  return [...found.values()].map((thing) => ({ ...thing, label: label(thing.name) })).sort((a, b) => a.label.localeCompare(b.label));
}
