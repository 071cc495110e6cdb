/** Where one writes a message. */
import { html, useEffect, useId, useRef, useState } from "../../core/html.js";
import { post } from "../../core/http.js";
import { Button } from "../../ui/Button.js";
import { drafts, send } from "./outbox.js";
import { words } from "./words.js";

const LONGEST = 10_000;
/** How often the others are told that one types. */
const TOLD = 3000;
const isTouch = () => matchMedia("(pointer: coarse)").matches;

/** @param {{id: string, title: string}} props */
export function Composer({ id, title }) {
  const hint = useId();
  const field = useRef(null);
  const told = useRef(0);
  const [text, setText] = useState(drafts.get(id) ?? "");
  useEffect(() => {
    if (!isTouch() && !document.querySelector("dialog[open]")) field.current?.focus({ preventScroll: true });
  }, []);

  const type = (next) => {
    setText(next);
    if (next) drafts.set(id, next);
    else drafts.delete(id);
    if (!next.trim() || Date.now() - told.current < TOLD) return;
    told.current = Date.now();
    post(`/api/conversations/${id}/typing`, undefined, { quiet: true }).catch(() => {});
  };
  const submit = (event) => {
    event.preventDefault();
    field.current.focus();
    if (!text.trim()) return;
    send(id, text.trim());
    type("");
    told.current = 0;
  };
  const press = (event) => {
    if (event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === "Enter" && !event.shiftKey && !isTouch()) submit(event);
    else if (event.key === "ArrowUp" && text === "") {
      const all = field.current.closest(".thread").querySelectorAll(".bubble");
      if (all.length) event.preventDefault();
      all[all.length - 1]?.focus();
    }
  };
  return html`<form class="composer" onSubmit=${submit}>
    <textarea ref=${field} class="input composer-text" rows="1" maxlength=${LONGEST} aria-label=${words.write(title)} aria-describedby=${hint}
      placeholder=${words.write(title)} value=${text} onInput=${(event) => type(event.currentTarget.value)} onKeyDown=${press}></textarea>
    <${Button} type="submit" tone="primary" icon="send" label=${words.send} aria-disabled=${text.trim() ? undefined : "true"} />
    <p class="composer-hint muted small" id=${hint}>${words.hint}</p>
  </form>`;
}
