/** Members to write to, found by their names. */
import { html, useEffect, useId, useState } from "../../core/html.js";
import { get } from "../../core/http.js";
import { Badge } from "../../ui/Badge.js";
import { Person } from "../../ui/Person.js";
import { ProblemView } from "../../ui/ProblemView.js";
import { Skeleton } from "../../ui/Skeleton.js";
import { nameOf } from "./names.js";
import { words } from "./words.js";

const W = words.form;
const MOST = 1000;
const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

async function readContacts() {
  const all = [];
  let cursor = null;
  do {
    const { data } = await get("/api/chat-contacts", { query: { limit: 100, cursor } });
    all.push(...data.items);
    cursor = data.next_cursor ?? null;
  } while (cursor && all.length < MOST);
  return all.map((one) => ({ ...one, name: one.name ?? nameOf(one.user_id) })).sort((one, other) => one.name.localeCompare(other.name));
}

/**
 * A list of members to choose from.
 * @param {{value: Set<string>, onChange: (ids: Set<string>) => void, without?: string[], label: string, none: string, error?: string|null}} props
 *   `without`: ids that aren't offered; `none`: said where there is none
 */
export function Picker({ value, onChange, without = [], label, none, error }) {
  const id = useId();
  const [contacts, setContacts] = useState(null);
  const [problem, setProblem] = useState(null);
  const [text, setText] = useState("");
  const load = () => {
    setProblem(null);
    readContacts().then(setContacts, setProblem);
  };
  useEffect(load, []);
  const offered = contacts?.filter((one) => !without.includes(one.user_id));
  const found = offered?.filter((one) => plain(one.name).includes(plain(text.trim())));
  const toggle = (user, isOn) => {
    const next = new Set(value);
    if (isOn) next.add(user);
    else next.delete(user);
    onChange(next);
  };
  return html`<fieldset class="field" aria-describedby=${error ? `${id}-error` : undefined}>
    <legend class="picker-title">${label} <span class="field-optional">${value.size > 0 && W.chosen(value.size)}</span></legend>
    ${problem && html`<${ProblemView} problem=${problem} onRetry=${load} />`}
    ${!contacts && !problem && html`<${Skeleton} lines=${4} />`}
    ${offered?.length === 0 && html`<p class="muted">${none}</p>`}
    ${offered?.length > 0 && html`<input class="input" type="search" name="find" autocomplete="off" aria-label=${W.find} placeholder=${W.find} value=${text}
        onInput=${(event) => setText(event.currentTarget.value)} onKeyDown=${(event) => event.key === "Enter" && event.preventDefault()} />
      <ul class="picker">${found.map((one) => html`<li key=${one.user_id}><label class="picker-item">
        <input class="checkbox" type="checkbox" name="participants" checked=${value.has(one.user_id)} onChange=${(event) => toggle(one.user_id, event.currentTarget.checked)} />
        <${Person} id=${one.user_id} name=${one.name} />${one.present && html`<${Badge} tone="good">${W.here}<//>`}
      </label></li>`)}</ul>
      ${found.length === 0 && html`<p class="muted" role="status">${W.none}</p>`}`}
    ${error && html`<p class="field-error" id=${`${id}-error`} role="alert">${error}</p>`}
  </fieldset>`;
}
