/** The recordings of a call, heard on the screen. */
import { html, useEffect, useRef, useState } from "../../core/html.js";
import { resource as resourceOf } from "../../core/api.js";
import { duration } from "../../core/format.js";
import { get } from "../../core/http.js";
import { useAttempt } from "../../auth/attempt.js";
import { Banner } from "../../ui/Banner.js";
import { Button } from "../../ui/Button.js";
import { Card } from "../../ui/Card.js";
import { Time } from "../../ui/Time.js";
import { useLiveRows } from "../../resource/fresh.js";
import { Listed } from "./shared.js";
import { isGoing } from "./Transcript.js";
import { words } from "./words.js";

const W = words.call;

/** Why there is no sound, by the API's answer. @param {Problem} problem */
const reason = ({ status, detail, message }) =>
  ({ 404: W.noAudio, 410: W.gone, 502: W.refused, 503: W.late })[status] ?? detail ?? message;

/** The sound is fetched when a person wants it: it stays at the carrier, and may be large. */
function Player({ recording }) {
  const [sound, setSound] = useState(/** @type {string|null} */ (null));
  const [broken, setBroken] = useState(false);
  const player = useRef(null);
  const attempt = useAttempt();
  // The button that had the focus is gone.
  useEffect(() => {
    player.current?.focus({ preventScroll: true });
  }, [sound]);
  useEffect(() => () => URL.revokeObjectURL(sound ?? ""), [sound]);
  const listen = () => attempt.run(async () => {
    const { data } = await get(`/api/recordings/${encodeURIComponent(recording.id)}/audio`, { raw: true });
    setSound(URL.createObjectURL(data));
  });
  const length = recording.duration_seconds === null ? "" : duration(recording.duration_seconds);
  const waits = attempt.until !== null && attempt.until.getTime() > Date.now();
  return html`<li class="recording stack stack-2">
    <p class="row"><span class="number">${length}</span><span class="muted small"><${Time} value=${recording.created_at} /></span></p>
    ${attempt.problem && html`<${Banner} tone=${attempt.problem.status === 410 ? "warn" : "bad"} onClose=${attempt.clear}>${reason(attempt.problem)}<//>`}
    ${sound && html`<audio class="player" ref=${player} controls autoplay src=${sound} aria-label=${W.player(length)} onError=${() => setBroken(true)}></audio>
      ${broken && html`<p class="small">${W.broken}</p>`}
      <a class="small" href=${sound} download=${`call-${recording.call_id.slice(0, 8)}.wav`}>${W.save}</a>`}
    ${!sound && recording.url && html`<div><${Button} icon="audio-lines" busy=${attempt.busy} disabled=${waits} onClick=${listen}>${W.listen}<//></div>`}
    ${!recording.url && html`<p class="muted">${W.noAudio}</p>`}
  </li>`;
}

/** The card of a call's recordings. @param {{call: Row}} props */
export function Recordings({ call }) {
  const list = useLiveRows(resourceOf("recordings"), { query: { call_id: call.id } });
  const { rows } = list;
  return html`<${Card} title=${rows?.length > 1 ? W.recordings : W.recording}>
    <${Listed} list=${list} empty=${isGoing(call) ? W.recordingLater : W.noRecording}>
      ${rows?.length > 0 && html`<ul class="plain-list stack">
        ${rows.map((one) => html`<${Player} key=${one.id} recording=${one} />`)}</ul>`}
    <//>
  <//>`;
}
