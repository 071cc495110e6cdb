/** The rows that belong to a row, as a table within its view, with their own form. */
import { html, useEffect, useRef, useState } from "../core/html.js";
import { toast } from "../core/toasts.js";
import { words } from "../core/words/resource.js";
import { Button } from "../ui/Button.js";
import { Card } from "../ui/Card.js";
import { Dialog } from "../ui/Dialog.js";
import { LoadMore } from "../ui/LoadMore.js";
import { Menu } from "../ui/Menu.js";
import { ProblemView } from "../ui/ProblemView.js";
import { Skeleton } from "../ui/Skeleton.js";
import { Table } from "../ui/Table.js";
import { columnsOf } from "./columns.js";
import { askToLeave } from "./draft.js";
import { useRows } from "./live.js";
import { etagOf } from "./paths.js";
import { removeRow } from "./remove.js";
import { RowForm } from "./RowForm.js";

/** The fields of a child that only repeat its parent. */
const repeated = (child, parent) =>
  child.fields.filter((field) => field.refers === parent.plural || child.path.includes(`{${field.name}}`)).map(({ name }) => name);

function RowMenu({ child, row, parent, onEdit, onStale }) {
  const items = [
    child.canChange() && { label: words.view.edit, icon: "pencil", onSelect: () => onEdit(row) },
    child.canDelete() && { label: words.view.remove, icon: "trash-2", tone: "danger", onSelect: () => removeRow({ resource: child, row, parent, onStale }) },
  ].filter(Boolean);
  return html`<${Menu} label=${words.view.more} icon="ellipsis" items=${items} />`;
}

/**
 * The table of one kind of child rows.
 * @param {{child: Resource, resource: Resource, row: Row, readOnly?: boolean}} props `resource`, `row`: the parent
 */
function Child({ child, resource, row, readOnly = false }) {
  const parent = row.id;
  const list = useRows(child, { parent });
  const [editing, setEditing] = useState(null);
  // What becomes of the parent becomes of its rows.
  const version = useRef(row.version);
  useEffect(() => {
    if (version.current !== row.version) list.reload();
    version.current = row.version;
  }, [row.version]);
  const [label, labels] = child.labels;
  const acts = !readOnly && (child.canChange() || child.canDelete());
  const menu = { key: "actions", label: words.bin.actions, width: "narrow", render: (one) =>
    html`<${RowMenu} child=${child} row=${one} parent=${parent} onEdit=${setEditing} onStale=${list.reload} />` };
  const columns = columnsOf(child, { without: repeated(child, resource), add: acts ? [menu] : [] });
  const add = !readOnly && child.canCreate() &&
    html`<${Button} size="small" icon="plus" onClick=${() => setEditing("new")}>${words.view.add(label)}<//>`;
  const saved = () => {
    toast(editing === "new" ? words.form.created(label) : words.form.saved(label), { tone: "good" });
    setEditing(null);
  };
  return html`<${Card} title=${labels} actions=${add}>
    <div class="stack" aria-busy=${list.busy}>
      ${list.problem && html`<${ProblemView} problem=${list.problem} onRetry=${list.reload} />`}
      ${!list.rows && !list.problem && html`<${Skeleton} lines=${3} />`}
      ${list.rows?.length === 0 && html`<p class="muted">${words.list.empty(labels)}</p>`}
      ${list.rows?.length > 0 && html`<${Table} caption=${labels} columns=${columns} rows=${list.rows} compact=${child.compact} />`}
      <${LoadMore} cursor=${list.cursor} busy=${list.busy} onMore=${list.more} />
    </div>
    ${editing && html`<${EditDialog} child=${child} parent=${parent} row=${editing === "new" ? null : editing} onSaved=${saved}
      onClose=${() => setEditing(null)} />`}
  <//>`;
}

/** The form of a child, over its parent's view; closing it asks where something was typed. */
function EditDialog({ child, parent, row, onSaved, onClose }) {
  const [label] = child.labels;
  const [dirty, setDirty] = useState(false);
  const close = async () => (!dirty || (await askToLeave())) && onClose();
  const title = row ? words.view.editTitle(label) : words.view.add(label);
  return html`<${Dialog} open title=${title} onClose=${close}>
    <${RowForm} resource=${child} parent=${parent} row=${row} etag=${row && etagOf(row)} onSaved=${onSaved} onCancel=${close} onDirty=${setDirty} />
  <//>`;
}

/**
 * All child rows of a row.
 * @param {{resource: Resource, row: Row, readOnly?: boolean}} props
 */
export function Children({ resource, row, readOnly = false }) {
  const shown = (resource.children ?? []).filter((child) => child.operations.list);
  return shown.map((child) => html`<${Child} key=${`${child.plural} ${row.id}`} child=${child} resource=${resource} row=${row} readOnly=${readOnly} />`);
}
