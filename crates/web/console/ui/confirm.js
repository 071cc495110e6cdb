import { html, signal, useId, useState } from "../core/html.js";
import { words } from "../core/words/ui.js";
import { Button } from "./Button.js";
import { Dialog } from "./Dialog.js";
import { Field } from "./Field.js";
import { TextInput } from "./TextInput.js";

/** The questions that wait for an answer. @type {import("@preact/signals").Signal<any[]>} */
const open = signal([]);
let last = 0;

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
    const one = { question, id: (last += 1) };
    one.answer = (yes) => {
      open.value = open.value.filter((other) => other !== one);
      resolve(yes);
    };
    open.value = [...open.value, one];
  });
}

/** Where the questions are shown: once, at the end of the console's elements. */
export function Confirmations() {
  return open.value.map(({ id, question, answer }) => html`<${Confirm} key=${id} ...${question} onAnswer=${answer} />`);
}
