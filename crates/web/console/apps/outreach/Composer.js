import { html, useMemo } from "../../core/html.js";
import { derived } from "../../resource/derived.js";
import { RowForm } from "../../resource/RowForm.js";
import { MOST, segments } from "./segments.js";
import { words } from "./words.js";

const W = words.messages;

/** How many parts the text has. */
function Count({ values }) {
  const { length, count, alphabet } = segments(values.body ?? "");
  if (!length) return html`<p class="muted small keys-hint">${W.sendHelp}</p>`;
  return html`<p class=${length > MOST ? "field-error" : "muted small"}>${W.count(length, count, alphabet)}${length > MOST && ` ${W.tooLong(MOST)}`}</p>`;
}

/**
 * Writes a message and sends it.
 * @param {{resource: Resource, preset?: Row, onSent?: (row: Row) => void}} props `preset`: phone and number, as far as they are known: with a
 *   number neither is asked for
 */
export function Composer({ resource, preset, onSent }) {
  const asked = useMemo(() => derived(resource, {
    fields: resource.fields.map((field) => (field.name === "body" ? { ...field, label: W.text, required: true } : { ...field, hidden: Boolean(preset?.to) })),
  }), [resource]);
  return html`<div class="sms-composer"><${RowForm} resource=${asked} preset=${preset} stays verb=${W.send} Note=${Count} onSaved=${(row) => onSent?.(row)} /></div>`;
}
