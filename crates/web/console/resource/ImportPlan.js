/** What an import will do: columns, rows that are there already, the check, and the start. */
import { html, useEffect, useRef, useState } from "../core/html.js";
import { words } from "../core/words/transfer.js";
import { Banner } from "../ui/Banner.js";
import { Button } from "../ui/Button.js";
import { Card } from "../ui/Card.js";
import { doubles, told } from "./columns-map.js";
import { ImportColumns } from "./ImportColumns.js";
import { ImportOptions } from "./ImportOptions.js";
import { ImportReport } from "./ImportReport.js";
import { useUpload } from "./use-upload.js";

const W = words.import;

/**
 * @param {{resource: Resource, fields: Field[], plan: {sheet: Sheet, map: ColumnMap}, known: (name: string) => boolean,
 *   onDone: (report: ImportReport) => void, onCharset: (charset: string) => void, onAgain: () => void}} props
 */
export function ImportPlan({ resource, fields, plan, known, onDone, onCharset, onAgain }) {
  const { sheet } = plan;
  const [map, setMap] = useState(plan.map);
  const [how, setHow] = useState({ unique: "", existing: "skip" });
  const [report, setReport] = useState(null);
  const sending = useUpload(resource);
  const result = useRef(null);

  const filled = Object.values(map);
  const missing = fields.filter((field) => field.required && field.default === undefined && !filled.includes(field.name));
  const twice = doubles(map).map((name) => fields.find((field) => field.name === name)?.label ?? name);
  const ready = missing.length === 0 && twice.length === 0 && filled.some(Boolean);

  const query = (mode) => ({ mode, columns: told(map, resource.fields), unique_by: how.unique || undefined, existing: how.unique ? how.existing : undefined });
  const check = async () => {
    setReport(null);
    const found = await sending.run(sheet, query("check"));
    if (found) setReport(found);
  };
  const start = async () => {
    const found = await sending.run(sheet, query("valid"), { keyed: true });
    if (found) onDone(found);
  };
  useEffect(() => void (ready && check()), []);
  useEffect(() => void (report && result.current?.focus({ preventScroll: false })), [report]);
  const change = (set) => (next) => {
    set(next);
    setReport(null);
    sending.clear();
  };

  const stored = report ? report.imported + report.updated : 0;
  return html`<div class="stack stack-5">
    <${Card} title=${sheet.file.name} actions=${html`<${Button} size="small" disabled=${sending.busy} onClick=${onAgain}>${W.another}<//>`}>
      <${ImportColumns} sheet=${sheet} fields=${fields} map=${map} onChange=${change(setMap)} disabled=${sending.busy} />
      ${missing.length > 0 && html`<${Banner} tone="warn">${W.missing(missing.map((field) => field.label))}<//>`}
      ${twice.map((label) => html`<${Banner} key=${label} tone="warn">${W.twice(label)}<//>`)}
    <//>
    <${ImportOptions} fields=${fields} sheet=${sheet} how=${how} onChange=${change(setHow)} onCharset=${onCharset} disabled=${sending.busy} />
    <div class="stack stack-3" aria-live="polite">
      ${sending.busy && html`<${Progress} share=${sending.share} keyed=${sending.keyed} onStop=${sending.stop} />`}
      ${sending.problem && html`<${Banner} tone="bad" onClose=${sending.clear}>${sending.problem}<//>`}
    </div>
    ${report && html`<div ref=${result} tabindex="-1">
      <${ImportReport} title=${W.checked} sheet=${sheet} report=${report} known=${known} resource=${resource} />
      ${stored === 0 && html`<p class="muted">${W.nothing}</p>`}
    </div>`}
    <div class="row">
      ${report
        ? html`<${Button} tone="primary" icon="upload" busy=${sending.busy} disabled=${stored === 0} onClick=${start}>${W.start(stored)}<//>`
        : html`<${Button} tone="primary" busy=${sending.busy} disabled=${!ready} onClick=${check}>${W.check}<//>`}
    </div>
  </div>`;
}

/** @param {{share: number, keyed: boolean, onStop: () => void}} props */
function Progress({ share, keyed, onStop }) {
  const sent = share >= 1;
  const text = sent ? (keyed ? W.storing : W.checking) : W.uploading(Math.floor(share * 100));
  return html`<div class="import-progress">
    <p id="import-progress">${text}</p>
    <div class="row"><progress class="progress grow" max="1" value=${sent ? undefined : share} aria-labelledby="import-progress" />
      ${!(sent && keyed) && html`<${Button} size="small" onClick=${onStop}>${words.cancel}<//>`}</div>
  </div>`;
}
