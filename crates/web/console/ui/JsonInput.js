import { html, useEffect, useId, useRef, useState } from "../core/html.js";
import { words } from "../core/words/ui.js";
import { TextArea } from "./TextArea.js";

const shown = (value) => (value === null || value === undefined || value === "" ? "" : JSON.stringify(value, null, 2));

/**
 * A value of JSON, typed as text. Hands over the value where the text is JSON, and the text itself where it is none, beside which
 * it says so.
 * @param {{value: unknown, onChange: (value: unknown) => void, onValid?: (valid: boolean) => void, rows?: number} & Record<string, any>} props
 *   and what `Field` hands over
 */
export function JsonInput({ value, onChange, onValid, rows = 6, ...rest }) {
  const id = useId();
  const [text, setText] = useState(shown(value));
  const [wrong, setWrong] = useState("");
  const given = useRef(value);
  useEffect(() => {
    if (given.current === value) return;
    given.current = value;
    setText(shown(value));
    setWrong("");
  }, [value]);

  const type = (typed) => {
    setText(typed);
    let read = typed;
    let said = "";
    try {
      read = typed.trim() === "" ? null : JSON.parse(typed);
    } catch (error) {
      said = words.json.wrong(/** @type {Error} */ (error).message);
    }
    setWrong(said);
    given.current = read;
    onValid?.(said === "");
    onChange?.(read);
  };
  const tidy = () => wrong === "" && setText(shown(given.current));
  return html`<div class="json-input">
    <${TextArea} class="mono" spellcheck=${false} autocapitalize="none" rows=${rows} ...${rest} value=${text} onChange=${type} onBlur=${tidy}
      data-wrong=${wrong ? "" : undefined} aria-invalid=${wrong ? "true" : rest["aria-invalid"]}
      aria-describedby=${[rest["aria-describedby"], wrong && id].filter(Boolean).join(" ") || undefined} />
    ${wrong && html`<p class="field-error" id=${id}>${wrong}</p>`}
  </div>`;
}
