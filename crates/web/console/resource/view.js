/** `/t/<slug>/<things>/<id>`: a row of any resource, and its form in place. */
import { html, useEffect, useRef, useState } from "../core/html.js";
import { resource as resourceOf } from "../core/api.js";
import { go } from "../core/router.js";
import { atLeast, tenant } from "../core/tenant.js";
import { toast } from "../core/toasts.js";
import { words } from "../core/words/resource.js";
import { Banner } from "../ui/Banner.js";
import { Button } from "../ui/Button.js";
import { Card } from "../ui/Card.js";
import { Copy } from "../ui/Copy.js";
import { Empty } from "../ui/Empty.js";
import { Page } from "../ui/Page.js";
import { ProblemView } from "../ui/ProblemView.js";
import { Skeleton } from "../ui/Skeleton.js";
import { Time } from "../ui/Time.js";
import { Actions } from "./actions.js";
import { Children } from "./children.js";
import { askToLeave } from "./draft.js";
import { later } from "./later.js";
import { useRow } from "./live.js";
import { screenPath, titleOf } from "./paths.js";
import { removeRow } from "./remove.js";
import { RowForm } from "./RowForm.js";
import { Value } from "./values.js";

const History = later(() => import("./history.js"), "History");
const META = ["id", "version", "created_at", "updated_at", "deleted_at", "owner_id"];

/** The fields that a view shows: all but those that every row has, which stand beneath. */
const shownFields = (resource) => resource.fields.filter((field) => !META.includes(field.name) && !field.writeOnly);

function Fields({ resource, row }) {
  return html`<dl class="fields">
    ${shownFields(resource).map((field) => html`<div key=${field.name} class=${`fields-row fields-${field.kind}`}>
      <dt>${field.label}</dt><dd><${Value} field=${field} row=${row} link /></dd></div>`)}
  </dl>`;
}

function About({ row }) {
  return html`<dl class="fields fields-about small">
    ${row.owner_id && html`<div class="fields-row"><dt>${words.view.owner}</dt>
      <dd><${Value} field=${{ name: "owner_id", kind: "member" }} row=${row} /></dd></div>`}
    ${row.created_at && html`<div class="fields-row"><dt>${words.view.created}</dt><dd><${Time} value=${row.created_at} /></dd></div>`}
    ${row.updated_at && html`<div class="fields-row"><dt>${words.view.updated}</dt><dd><${Time} value=${row.updated_at} /></dd></div>`}
    <div class="fields-row"><dt>${words.view.id}</dt><dd class="row"><span class="mono" title=${row.id}>${row.id.slice(0, 8)}</span><${Copy} value=${row.id} /></dd></div>
  </dl>`;
}

/** The row in its form; what others do meanwhile is said, and changes nothing in it. */
function Editing({ resource, row, etag, notice, onDone }) {
  const dirty = useRef(false);
  const close = async () => (!dirty.current || (await askToLeave())) && onDone();
  const saved = () => {
    toast(words.form.saved(resource.labels[0]), { tone: "good" });
    onDone();
  };
  return html`<div class="stack stack-4">
    ${notice && html`<${Banner} tone="info">${notice === "delete" ? words.view.gone2 : words.view.stale}<//>`}
    <${RowForm} resource=${resource} row=${row} etag=${etag} onSaved=${saved} onCancel=${close} onDirty=${(now) => (dirty.current = now)} />
  </div>`;
}

function Missing({ resource }) {
  const bin = resource.operations.restore;
  const out = html`<div class="row">
    ${bin && html`<${Button} href=${screenPath(resource, "trash")} icon="trash-2">${words.view.toBin}<//>`}
    <${Button} href=${screenPath(resource)}>${words.view.toList}<//></div>`;
  return html`<${Empty} icon=${resource.icon} title=${words.view.gone} action=${out}>${words.view.goneText}<//>`;
}

function View({ resource, id, Acts, Parts }) {
  const [editing, setEditing] = useState(false);
  const [notice, setNotice] = useState(null);
  const { row, etag, problem, busy, reload } = useRow(resource, id, { hold: editing, onChange: setNotice });
  const crumbs = [{ label: resource.labels[1], href: screenPath(resource) }];
  const title = (row && titleOf(resource, row)) || resource.labels[0];

  const remove = async () => {
    if (await removeRow({ resource, row, etag, onStale: reload })) go(screenPath(resource));
  };
  const done = () => {
    setEditing(false);
    if (notice) reload();
    setNotice(null);
  };
  const actions = row && !editing && html`
    ${resource.canDelete() && html`<${Button} tone="quiet" icon="trash-2" onClick=${remove}>${words.view.remove}<//>`}
    ${resource.canChange() && html`<${Button} tone="primary" icon="pencil" onClick=${() => setEditing(true)}>${words.view.edit}<//>`}`;
  return html`<${Page} title=${title} crumbs=${crumbs} actions=${actions} subtitle=${row && titleOf(resource, row) ? resource.labels[0] : undefined}>
    <div class="view stack stack-5" aria-busy=${busy}>
      ${!row && problem?.status === 404 && html`<${Missing} resource=${resource} />`}
      ${problem && problem.status !== 404 && html`<${ProblemView} problem=${problem} onRetry=${reload} />`}
      ${!row && !problem && html`<${Skeleton} lines=${8} />`}
      ${row && !editing && html`<${Acts} resource=${resource} row=${row} etag=${etag} reload=${reload} />`}
      ${row && html`<div class="view-parts">
        <${Card} title=${words.view.details}>${editing
          ? html`<${Editing} resource=${resource} row=${row} etag=${etag} notice=${notice} onDone=${done} />`
          : html`<${Fields} resource=${resource} row=${row} />`}<//>
        <${Card} title=${words.view.about}><${About} row=${row} /><//>
      </div>`}
      ${row && html`<${Parts} resource=${resource} row=${row} reload=${reload} />`}
      ${row && atLeast("admin") && html`<${Card} title=${words.view.history}>
        <${History} key=${`${id} ${row.version}`} resource=${resource} id=${id} /><//>`}
    </div>
  <//>`;
}

/**
 * The screen.
 * @param {{params: {things: string, id: string}, resource?: Resource|null, Acts?: import("preact").FunctionComponent<any>,
 *   Parts?: import("preact").FunctionComponent<any>}} props `resource`: as a screen made by hand has it; `Acts`: what it shows above the
 *   fields, else the row's actions; `Parts`: beneath them, else the rows that belong to this one
 */
export default function ViewScreen({ params, resource = resourceOf(params.things), Acts = Actions, Parts = Children }) {
  const known = resource?.operations.find && !resource.parent;
  useEffect(() => {
    if (resource?.parent) go(screenPath(resource.parent), { replace: true });
  }, [resource]);
  if (!known) return html`<${Page} title=${words.list.unknown}><p>${words.list.unknownText}</p><//>`;
  return html`<${View} key=${`${tenant.value?.id} ${resource.plural} ${params.id}`} resource=${resource} id=${params.id} Acts=${Acts} Parts=${Parts} />`;
}
