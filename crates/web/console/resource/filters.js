/** The search, the filters and the sort of a list. */
import { html, useEffect, useRef, useState } from "../core/html.js";
import { memberName } from "../core/tenant.js";
import { words } from "../core/words/resource.js";
import { Button } from "../ui/Button.js";
import { Chips } from "../ui/Chips.js";
import { Dialog } from "../ui/Dialog.js";
import { Field } from "../ui/Field.js";
import { Select } from "../ui/Select.js";
import { TextInput } from "../ui/TextInput.js";
import { filterFields, setFilters, setSearch, setSort } from "./query.js";
import { knownTitle } from "./titles.js";
import { spoken } from "./values.js";
import { Widget } from "./widgets.js";

const WAIT = 250;

/** The search: asks the server a moment after the last letter. @param {{resource: Resource, q: string}} props */
export function Search({ resource, q }) {
  const [text, setText] = useState(q);
  const timer = useRef(0);
  const own = useRef(q);
  useEffect(() => {
    if (q !== own.current) setText(q);
    own.current = q;
  }, [q]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const type = (next) => {
    setText(next);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      own.current = next.trim() ? next : "";
      setSearch(next);
    }, WAIT);
  };
  const label = words.list.search(resource.labels[1]);
  return html`<div class="list-search" role="search">
    <${TextInput} type="search" name="q" aria-label=${label} placeholder=${label} autocomplete="off" maxlength="200" value=${text} onChange=${type} />
  </div>`;
}

const YES_NO = [{ value: "true", label: words.list.yes }, { value: "false", label: words.list.no }];

function Filter({ field, value, onChange }) {
  return html`<${Field} name=${field.name} label=${field.label} optional=${false}>
    ${(control) => field.kind === "boolean"
      ? html`<${Select} ...${control} options=${YES_NO} empty=${words.list.any} value=${value ?? ""} onChange=${onChange} />`
      : html`<${Widget} field=${{ ...field, required: false }} control=${control} value=${value} onChange=${onChange} />`}
  <//>`;
}

/**
 * The sheet of all filters; nothing happens before Apply.
 * @param {{resource: Resource, filters: Record<string, string>, onClose: () => void}} props
 */
export function FilterSheet({ resource, filters, onClose }) {
  const fields = filterFields(resource);
  const [draft, setDraft] = useState(filters);
  const apply = (values) => {
    setFilters(Object.fromEntries(fields.map(({ name }) => [name, values[name] == null || values[name] === "" ? null : String(values[name])])));
    onClose();
  };
  const actions = html`<${Button} onClick=${() => apply({})}>${words.list.clear}<//>
    <${Button} tone="primary" type="submit" form="list-filters">${words.list.apply}<//>`;
  const submit = (event) => {
    event.preventDefault();
    apply(draft);
  };
  return html`<${Dialog} open title=${words.list.filterTitle} onClose=${onClose} actions=${actions}>
    <form id="list-filters" class="stack stack-4" novalidate onSubmit=${submit}>
      ${fields.map((field) => html`<${Filter} key=${field.name} field=${field} value=${draft[field.name]}
        onChange=${(value) => setDraft((old) => ({ ...old, [field.name]: value }))} />`)}
    </form>
  <//>`;
}

/** A filter's value in words. */
function said(field, value) {
  if (field.kind === "boolean") return value === "true" ? words.list.yes : words.list.no;
  if (field.kind === "select") return spoken(value);
  if (field.kind === "member") return memberName(value) ?? value.slice(0, 8);
  return field.refers ? (knownTitle(field.refers, value) ?? value.slice(0, 8)) : value;
}

/** The filters that are on, each with its way out. @param {{resource: Resource, filters: Record<string, string>}} props */
export function FilterChips({ resource, filters }) {
  const items = filterFields(resource)
    .filter(({ name }) => filters[name])
    .map((field) => ({ label: field.label, value: said(field, filters[field.name]), onRemove: () => setFilters({ [field.name]: null }) }));
  return items.length ? html`<${Chips} items=${items} />` : null;
}

/** A sort in words. */
function sortLabel(resource, sort) {
  const down = sort.startsWith("-");
  const name = down ? sort.slice(1) : sort;
  if (name === "created_at") return down ? words.list.newest : words.list.oldest;
  const label = name === "updated_at" ? words.view.updated : (resource.field(name)?.label ?? spoken(name));
  return words.list.sorts(label, down);
}

/** The sort, to choose from: the same on a phone, where there are no column heads. @param {{resource: Resource, sort: string}} props */
export function SortSelect({ resource, sort }) {
  if ((resource.sorts?.length ?? 0) < 2) return null;
  const options = resource.sorts.map((value) => ({ value, label: sortLabel(resource, value) }));
  return html`<div class="list-sort"><${Select} name="sort" aria-label=${words.list.sort} options=${options} value=${sort}
    onChange=${(value) => setSort(resource, value)} /></div>`;
}
