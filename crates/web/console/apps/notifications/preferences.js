/** `/t/<slug>/notification-preferences`: what the user wants to be told of, and how. */
import { html, useState } from "../../core/html.js";
import { resource as resourceOf } from "../../core/api.js";
import { get, patch, post } from "../../core/http.js";
import { mayWrite } from "../../core/tenant.js";
import { useRows } from "../../resource/live.js";
import { etagOf, listPath, rowPath } from "../../resource/paths.js";
import { complain } from "../../resource/remove.js";
import { keepRow } from "../../resource/rows.js";
import { ProblemView } from "../../ui/ProblemView.js";
import { Skeleton } from "../../ui/Skeleton.js";
import { Switch } from "../../ui/Switch.js";
import { NoticesPage } from "./frame.js";
import { words } from "./words.js";

const W = words.preferences;
const CHANNELS = Object.keys(W.channels);
const TRIES = 3;

/** Writes one choice of a row. Others stay as they are there, so a newer version of the row is no conflict. */
async function change(resource, row, choice) {
  const path = rowPath(resource, row.id);
  for (let [tries, etag] = [1, etagOf(row)]; ; tries += 1) {
    try {
      return (await patch(path, choice, { ifMatch: etag })).data;
    } catch (problem) {
      if (problem.status !== 412 || tries === TRIES) throw problem;
      etag = (await get(path)).etag;
    }
  }
}

/** Stores one choice: a kind without a row gets one. The same kind once more is the row that is there. */
async function store(resource, row, kind, choice) {
  if (row) return change(resource, row, choice);
  const { data } = await post(listPath(resource), { kind, ...choice });
  const [[channel, value]] = Object.entries(choice);
  return data[channel] === value ? data : change(resource, data, choice);
}

function Line({ resource, kind, row: listed }) {
  const [wanted, setWanted] = useState({});
  // A row that was made here is in the list once that was read anew.
  const [stored, setStored] = useState(null);
  const row = stored && !(listed?.version >= stored.version) ? stored : listed;
  const { label, help } = words.kinds[kind] ?? { label: kind, help: "" };
  const valueOf = (channel) => wanted[channel] ?? row?.[channel] ?? resource.field(channel).default ?? false;
  const choose = async (channel, value) => {
    setWanted((before) => ({ ...before, [channel]: value }));
    try {
      const saved = await store(resource, row, kind, { [channel]: value });
      setStored(saved);
      keepRow(resource, saved);
    } catch (problem) {
      complain(problem);
    }
    setWanted((before) => Object.fromEntries(Object.entries(before).filter(([name]) => name !== channel)));
  };
  return html`<tr>
    <th scope="row"><span>${label}</span><span class="muted small preference-help">${help}</span></th>
    ${CHANNELS.map((channel) => html`<td key=${channel}>${mayWrite()
      ? html`<${Switch} value=${valueOf(channel)} aria-label=${W.label(label, W.channels[channel])}
          disabled=${channel in wanted || (channel !== "in_app" && !valueOf("in_app"))} onChange=${(value) => choose(channel, value)} />`
      : valueOf(channel) ? W.on : W.off}</td>`)}
  </tr>`;
}

/** The screen. */
export default function Preferences() {
  const resource = resourceOf("notification-preferences");
  const list = useRows(resource);
  const { rows, problem } = list;
  const kinds = resource.field("kind").options ?? [];
  return html`<${NoticesPage} tab="notification-preferences">
    <p class="muted">${W.intro} ${W.channelHelp}</p>
    ${problem && html`<${ProblemView} problem=${problem} onRetry=${list.reload} />`}
    ${!rows && !problem && html`<${Skeleton} lines=${7} />`}
    ${rows && html`<table class="preferences">
      <thead><tr><th scope="col">${W.what}</th>${CHANNELS.map((channel) => html`<th key=${channel} scope="col">${W.channels[channel]}</th>`)}</tr></thead>
      <tbody>${kinds.map((kind) => html`<${Line} key=${kind} resource=${resource} kind=${kind} row=${rows.find((row) => row.kind === kind)} />`)}</tbody>
    </table>`}
  <//>`;
}
