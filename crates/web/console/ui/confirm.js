import { html, render, useId, useState } from "../core/html.js";
import { words } from "../core/words/ui.js";
import { Button } from "./Button.js";
import { Dialog } from "./Dialog.js";
import { Field } from "./Field.js";
import { TextInput } from "./TextInput.js";

function Confirm({ title, body, confirm, cancel, tone, typed, onAnswer }) {
  const form = useId();
  const [text, setText] = useState("");
  const ready = !typed || text.trim() === typed;
  const submit = (event) => {
    event.preventDefault();
    if (ready) onAnswer(true);
  };
  const actions = html`<${Button} autofocus=${!typed} onClick=${() => onAnswer(false)}>${cancel ?? words.dialog.cancel}<//>
    <${Button} type="submit" form=${form} tone=${tone ?? "primary"} disabled=${!ready}>${confirm ?? words.dialog.confirm}<//>`;
  return html`<${Dialog} open title=${title} size="small" onClose=${() => onAnswer(false)} actions=${actions}>
    <form id=${form} class="stack" novalidate onSubmit=${submit}>
      ${typeof body === "string" ? html`<p>${body}</p>` : body}
      ${typed && html`<${Field} name="typed" label=${words.dialog.type(typed)}>
        ${(control) => html`<${TextInput} ...${control} autocomplete="off" spellcheck=${false} autocapitalize="none" value=${text} onChange=${setText} />`}
      <//>`}
    </form>
  <//>`;
}

/**
 * Asks before what can't be undone. Escape and Cancel answer no.
 * @param {{title: string, body?: unknown, confirm?: string, cancel?: string, tone?: "primary"|"danger", typed?: string}} question
 *   `confirm`: the verb of the button; `typed`: what has to be typed first
 * @returns {Promise<boolean>}
 */
export function confirmDialog(question) {
  return new Promise((resolve) => {
    const place = document.createElement("div");
    document.body.append(place);
    const answer = (yes) => {
      render(null, place);
      place.remove();
      resolve(yes);
    };
    render(html`<${Confirm} ...${question} onAnswer=${answer} />`, place);
  });
}
