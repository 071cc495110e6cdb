/** Who takes part in a conversation: to see how far each has read, to add, to remove. */
import { html, useEffect, useState } from "../../core/html.js";
import { del, get, post } from "../../core/http.js";
import { me } from "../../core/session.js";
import { mayWrite } from "../../core/tenant.js";
import { toast } from "../../core/toasts.js";
import { complain } from "../../resource/remove.js";
import { Banner } from "../../ui/Banner.js";
import { Button } from "../../ui/Button.js";
import { confirmDialog, Dialog } from "../../ui/Dialog.js";
import { Person } from "../../ui/Person.js";
import { Skeleton } from "../../ui/Skeleton.js";
import { useAct, Wait } from "./act.js";
import { abouts, drop, refreshPeople } from "./conversations.js";
import { nameOf } from "./names.js";
import { Picker } from "./Picker.js";
import { words } from "./words.js";

const W = words.participants;
const pathOf = (id, participant = "") => `/api/conversations/${id}/participants${participant && `/${participant}`}`;

/** Ends a participation as it is now: its version rises whenever its user reads on. */
async function end(id, participant) {
  for (let tries = 0; ; tries += 1) {
    try {
      const { etag } = await get(pathOf(id, participant));
      return await del(pathOf(id, participant), { ifMatch: etag });
    } catch (problem) {
      if (problem.status === 404) return null;
      if (problem.status !== 412 || tries > 2) throw problem;
    }
  }
}

/** Takes the user out of a conversation, if they are sure. @param {string} id @returns {Promise<boolean>} whether they left */
export async function leave(id) {
  if (!(await confirmDialog({ title: words.leaveTitle, body: words.leaveText, confirm: words.leave, tone: "danger" }))) return false;
  try {
    await refreshPeople(id);
    const mine = abouts.peek().get(id)?.people?.find((one) => one.user_id === me.peek().user.id);
    if (mine) await end(id, mine.id);
    drop(id);
    toast(words.left);
    return true;
  } catch (problem) {
    complain(problem);
    return false;
  }
}

function One({ id, row, last, act }) {
  const own = row.user_id === me.value.user.id;
  const name = nameOf(row.user_id);
  const behind = last - row.read_seq;
  const remove = () => act.run(async () => {
    await end(id, row.id);
    await refreshPeople(id);
    toast(W.removed(name));
  });
  return html`<li class="row participant">
    <span class="grow row"><${Person} id=${row.user_id} name=${name} />${own && html`<span class="muted">${W.you}</span>`}</span>
    <span class="muted small">${behind > 0 ? W.behind(behind) : W.upToDate}</span>
    ${!own && row.owner_id === me.value.user.id && mayWrite() && html`<${Button} size="small" tone="quiet" icon="x" label=${W.removeOne(name)} onClick=${remove} />`}
  </li>`;
}

/** @param {{id: string, last: number, onClose: () => void}} props `last`: the number of the last message */
export function Participants({ id, last, onClose }) {
  const [isAdding, setAdding] = useState(false);
  const [chosen, setChosen] = useState(new Set());
  const act = useAct();
  useEffect(() => void refreshPeople(id), [id]);
  const people = abouts.value.get(id)?.people;
  const add = () => act.run(async () => {
    for (const user of chosen) {
      await post(pathOf(id), { user_id: user });
      setChosen((before) => new Set([...before].filter((one) => one !== user)));
    }
    await refreshPeople(id);
    setAdding(false);
    toast(W.added, { tone: "good" });
  });
  const actions = mayWrite() && (isAdding
    ? html`<${Button} onClick=${() => setAdding(false)}>${words.form.cancel}<//>
      <${Button} tone="primary" icon="user-plus" busy=${act.busy} disabled=${chosen.size === 0 || Boolean(act.until)} onClick=${add}>${W.add}<//>`
    : html`<${Button} icon="user-plus" onClick=${() => setAdding(true)}>${W.add}<//>`);
  return html`<${Dialog} open title=${W.title} onClose=${onClose} actions=${actions}>
    <div class="stack stack-3">
      ${act.problem && html`<${Banner} tone="bad">${act.problem.detail}<//>`}
      <${Wait} act=${act} />
      ${!people && html`<${Skeleton} lines=${3} />`}
      ${people && html`<ul class="participants">${people.map((row) => html`<${One} key=${row.id} id=${id} row=${row} last=${last} act=${act} />`)}</ul>`}
      ${isAdding && people && html`<${Picker} label=${W.add} none=${W.all} without=${people.map((one) => one.user_id)} value=${chosen} onChange=${setChosen} />`}
    </div>
  <//>`;
}
