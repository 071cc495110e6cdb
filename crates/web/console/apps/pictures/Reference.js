/** An image to make another from: chosen, dropped or pasted, and shown before it is sent. */
import { html, useEffect, useRef, useState } from "../../core/html.js";
import { bytes } from "../../core/format.js";
import { Button } from "../../ui/Button.js";
import { FileDrop } from "../../ui/FileDrop.js";
import { faultOf, inspect } from "./inspect.js";
import { words } from "./words.js";

/** The address of a file in this page, given back when the file is another. */
function useBlobUrl(file) {
  const [url, setUrl] = useState(null);
  useEffect(() => {
    if (!file) return undefined;
    const made = URL.createObjectURL(file);
    setUrl(made);
    return () => {
      setUrl(null);
      URL.revokeObjectURL(made);
    };
  }, [file]);
  return url;
}

/** Hands over a file that is pasted anywhere on the page; a text goes where it is pasted. */
function usePaste(onFile) {
  const latest = useRef(onFile);
  latest.current = onFile;
  useEffect(() => {
    const paste = (event) => {
      const file = event.clipboardData?.files?.[0];
      if (!file) return;
      event.preventDefault();
      latest.current(file);
    };
    document.addEventListener("paste", paste);
    return () => document.removeEventListener("paste", paste);
  }, []);
}

/** @param {{value: File|null|"", onChange: (file: File|null) => void, disabled?: boolean} & Record<string, any>} props and what `Field` hands over */
export function Reference({ value, onChange, disabled = false, ...rest }) {
  const file = value instanceof File ? value : null;
  const wrong = Boolean(file && faultOf(file));
  const url = useBlobUrl(wrong ? null : file);
  const turn = useRef(0);
  const pick = async (next) => {
    if (disabled) return;
    const mine = (turn.current += 1);
    await inspect(next);
    if (mine === turn.current) onChange(next);
  };
  const take = () => {
    turn.current += 1;
    onChange(null);
    document.getElementById(rest.id)?.focus();
  };
  usePaste(pick);
  return html`<div class="reference">
    ${file && html`<div class="reference-file">
      ${url && html`<img src=${url} alt=${words.preview(file.name)} />`}
      <p class="grow"><span class="reference-name">${file.name}</span> <span class="muted small nowrap">${bytes(file.size)}</span></p>
      <${Button} size="small" tone="quiet" icon="x" disabled=${disabled} onClick=${take}>${words.take}<//>
    </div>`}
    <${FileDrop} ...${rest} accept="image/png,image/jpeg,image/webp" label=${file ? words.another : words.choose} help=${words.drop}
      disabled=${disabled} onFile=${pick} />
  </div>`;
}
