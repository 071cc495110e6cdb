/** `/t/<slug>/conversations/new`: a conversation begins with its members. */
import { html, useRef, useState } from "../../core/html.js";
import { post } from "../../core/http.js";
import { newKey } from "../../core/keys.js";
import { go } from "../../core/router.js";
import { mayWrite } from "../../core/tenant.js";
import { Button } from "../../ui/Button.js";
import { Empty } from "../../ui/Empty.js";
import { Field } from "../../ui/Field.js";
import { fieldErrors, Form } from "../../ui/Form.js";
import { Page } from "../../ui/Page.js";
import { TextInput } from "../../ui/TextInput.js";
import { useAct, Wait } from "./act.js";
import { keep } from "./conversations.js";
import { placeOf } from "./List.js";
import { Picker } from "./Picker.js";
import { words } from "./words.js";

const W = words.form;

function NewForm() {
  const [people, setPeople] = useState(new Set());
  const [title, setTitle] = useState("");
  const [wrong, setWrong] = useState(null);
  const key = useRef(newKey());
  const act = useAct();
  const errors = fieldErrors(act.problem);
  const change = (set) => (value) => {
    // Another conversation than the one that was sent.
    key.current = newKey();
    setWrong(null);
    set(value);
  };
  const submit = () => {
    if (people.size === 0) return setWrong(W.choose);
    return act.run(async () => {
      const { data } = await post("/api/conversations", { title: title.trim() || null, participants: [...people] }, { key: key.current });
      keep(data);
      go(placeOf(data.id), { replace: true });
    });
  };
  return html`<${Form} onSubmit=${submit} error=${act.problem} busy=${act.busy} fields=${{ title: W.name, participants: W.who }}>
    <${Picker} label=${W.who} none=${W.alone} value=${people} onChange=${change(setPeople)} error=${wrong ?? errors.participants} />
    <${Field} name="title" label=${W.name} help=${W.nameHelp} error=${errors.title} optional>
      ${(control) => html`<${TextInput} ...${control} maxlength="200" autocomplete="off" value=${title} onChange=${change(setTitle)} />`}
    <//>
    <${Wait} act=${act} />
    <div class="row row-end"><${Button} href=${placeOf()}>${W.cancel}<//>
      <${Button} type="submit" tone="primary" busy=${act.busy} disabled=${Boolean(act.until)}>${W.create}<//></div>
  <//>`;
}

/** The screen. */
export default function NewConversation() {
  return html`<${Page} title=${words.start} crumbs=${[{ label: words.title, href: placeOf() }]} narrow>
    ${mayWrite() ? html`<${NewForm} />` : html`<${Empty} icon="lock" title=${W.locked}
      action=${html`<${Button} href=${placeOf()}>${words.back}<//>`}>${W.lockedText}<//>`}
  <//>`;
}
