/** `/t/<slug>/campaigns/<id>`: a campaign from its audience by its preview to its counts, above the generated parts. */
import { html, useEffect, useMemo, useRef } from "../../core/html.js";
import { resource as resourceOf } from "../../core/api.js";
import { follow } from "../../core/events.js";
import { get } from "../../core/http.js";
import { derived } from "../../resource/derived.js";
import { Badge } from "../../ui/Badge.js";
import { confirmDialog } from "../../ui/Dialog.js";
import { Time } from "../../ui/Time.js";
import { Actions } from "../../resource/actions.js";
import { rowPath } from "../../resource/paths.js";
import { keepRow, rowEntry } from "../../resource/rows.js";
import { spoken } from "../../resource/values.js";
import ViewScreen from "../../resource/view.js";
import { Audience } from "./Audience.js";
import { Progress } from "./Progress.js";
import { Recipients } from "./Recipients.js";
import { words } from "./words.js";

const W = words.campaign;

/** Asks before what can't be undone. @param {string} verb @param {number|null} count of the recipients, where it is known */
const ask = (verb, count) => ({
  start: () => confirmDialog({ title: W.startTitle(count), body: W.startText, confirm: W.start }),
  cancel: () => confirmDialog({ title: W.cancelTitle, body: W.cancelText, confirm: W.cancel, cancel: W.keep, tone: "danger" }),
}[verb]?.() ?? true);

/** What the progress says in its own words. */
const SAID = ["counts", "error_code"];

/** The state, and since or until when. */
function State({ resource, row }) {
  const at = row.status === "scheduled" ? row.scheduled_at : row.started_at;
  return html`<p class="row"><${Badge} tone=${resource.field("status").tones[row.status]}>${spoken(row.status)}<//>
    ${at && html`<span class="muted">${row.status === "scheduled" ? W.starts : W.started} <${Time} value=${at} /></span>`}</p>`;
}

const PAUSE = 2000;

/** Has the counts follow: events tell of states and of recipients who are through, not of each count. */
function useCounts(resource, row) {
  useEffect(() => {
    let isWanted = row.status === "running";
    const stop = follow(resource.children.map(({ plural }) => plural), () => (isWanted = true));
    const look = async () => {
      if (!isWanted || document.visibilityState === "hidden") return;
      isWanted = row.status === "running";
      const answer = await get(rowPath(resource, row.id), { quiet: true }).catch(() => null);
      if (answer) keepRow(resource, answer.data, { etag: answer.etag, quiet: true });
    };
    const timer = setInterval(look, PAUSE);
    return () => {
      clearInterval(timer);
      stop();
    };
  }, [row.id, row.status]);
}

/** What can be done, and below it what there is to know: before the start the audience, after it the progress. */
function Acts(props) {
  const { resource, row, etag } = props;
  useCounts(resource, row);
  const count = useRef(/** @type {number|null} */ (null));
  const isAhead = ["draft", "scheduled"].includes(row.status);
  // The counts of one that runs change all the time: an act on it is meant for whatever they are.
  const tag = isAhead ? etag : "";
  return html`<${State} ...${props} /><${Actions} ...${props} etag=${tag} ask=${({ verb }) => ask(verb, count.current)} />
    ${isAhead && html`<${Audience} campaign=${row} onCount=${(next) => (count.current = next)} />`}
    ${(row.counts.total > 0 || row.error_code) && html`<${Progress} campaign=${row} />`}`;
}

/** The screen. @param {{params: {things: string, id: string}}} props */
export default function CampaignScreen({ params }) {
  const known = resourceOf(params.things);
  const isDraft = known && rowEntry(known, params.id).state.value.row?.status === "draft";
  // Only a draft can be changed.
  const resource = useMemo(() => known && derived(known, {
    fields: known.fields.filter(({ name }) => !SAID.includes(name)), canChange: () => isDraft && known.canChange(),
  }), [known, isDraft]);
  return html`<${ViewScreen} params=${params} resource=${resource} Acts=${Acts} Parts=${Recipients} />`;
}
