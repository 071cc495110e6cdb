/** `/t/<slug>/campaigns/<id>`: a campaign from its audience by its preview to its counts, above the generated parts. */
import { html, useRef } from "../../core/html.js";
import { confirmDialog } from "../../ui/Dialog.js";
import { Actions } from "../../resource/actions.js";
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

/** What can be done, and below it what there is to know: before the start the audience, after it the progress. */
function Acts(props) {
  const { row, etag } = props;
  const count = useRef(/** @type {number|null} */ (null));
  const isAhead = ["draft", "scheduled"].includes(row.status);
  // The counts of one that runs change all the time: an act on it is meant for whatever they are.
  const tag = isAhead ? etag : "";
  return html`<${Actions} ...${props} etag=${tag} ask=${({ verb }) => ask(verb, count.current)} />
    ${isAhead && html`<${Audience} campaign=${row} onCount=${(next) => (count.current = next)} />`}
    ${(row.counts.total > 0 || row.error_code) && html`<${Progress} campaign=${row} />`}`;
}

/** The screen. @param {{params: {things: string, id: string}}} props */
export default function CampaignScreen({ params }) {
  return html`<${ViewScreen} params=${params} Acts=${Acts} Parts=${Recipients} />`;
}
