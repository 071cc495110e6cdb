/** A call as it goes: its state, what is said, and a voice that reads the agent's part. */
import { html, useMemo, useState } from "../../core/html.js";
import { resource as resourceOf } from "../../core/api.js";
import { useRow } from "../../resource/live.js";
import { screenPath } from "../../resource/paths.js";
import { ProblemView } from "../../ui/ProblemView.js";
import { Skeleton } from "../../ui/Skeleton.js";
import { Switch } from "../../ui/Switch.js";
import { Shown } from "./shared.js";
import { useSpeech, useVoices } from "./speech.js";
import { Transcript, useFreshCall, useTurns } from "./Transcript.js";
import { words } from "./words.js";

const W = words.talk;

function Going({ call, language, reload }) {
  const calls = resourceOf("calls");
  const turns = useTurns(call.id);
  useFreshCall(call, reload);
  const [aloud, setAloud] = useState(false);
  const lines = useMemo(() => (turns.rows ?? []).map(({ id, said }) => ({ id, text: said })), [turns.rows]);
  useSpeech(lines, aloud, language);
  return html`<div class="conversation stack">
    <div class="row"><${Shown} resource=${calls} name="status" row=${call} /><a class="small" href=${screenPath(calls, call.id)}>${W.whole}</a>
      ${useVoices() && html`<${Switch} label=${W.aloud} value=${aloud} onChange=${setAloud} />`}</div>
    <${Transcript} call=${call} list=${turns} />
  </div>`;
}

/** @param {{id: string, language?: string|null}} props `language`: the agent's */
export function Conversation({ id, language = null }) {
  const { row, problem, reload } = useRow(resourceOf("calls"), id);
  if (row) return html`<${Going} call=${row} language=${language} reload=${reload} />`;
  return problem ? html`<${ProblemView} problem=${problem} onRetry=${reload} />` : html`<${Skeleton} lines=${3} />`;
}
