/** What a check or an import says: counts, errors by row, and the failed rows as a file. */
import { html, useState } from "../core/html.js";
import { toast } from "../core/toasts.js";
import { words } from "../core/words/transfer.js";
import { Banner } from "../ui/Banner.js";
import { Button } from "../ui/Button.js";
import { Card } from "../ui/Card.js";
import { saveFile } from "./files.js";
import { failedRows } from "./sheet.js";

const W = words.import;
const COUNTS = ["rows_read", "imported", "updated", "skipped", "failed"];
const MOST = 100;

/**
 * @param {{title: string, resource: Resource, sheet: Sheet, report: ImportReport, known: (name: string) => boolean}} props
 */
export function ImportReport({ title, resource, sheet, report, known }) {
  const counts = COUNTS.filter((name) => report[name] > 0 || ["rows_read", "imported", "failed"].includes(name));
  return html`<${Card} title=${title}>
    <dl class="import-counts">${counts.map((name) => html`<div key=${name} class=${name === "failed" && report.failed > 0 ? "import-bad" : ""}>
      <dt>${W.counts[name]}</dt><dd>${report[name].toLocaleString()}</dd></div>`)}</dl>
    ${report.errors.length > 0 && html`<${Errors} resource=${resource} sheet=${sheet} report=${report} known=${known} />`}
  <//>`;
}

function Errors({ resource, sheet, report, known }) {
  const [busy, setBusy] = useState(false);
  // As a spreadsheet numbers them: the first row has the names of the columns.
  const heads = sheet.format === "csv" ? 1 : 0;
  const label = (name) => resource.field(name)?.label ?? name;
  const said = ({ field, message }) => (field ? `${label(field)}: ${message}` : message);
  const save = async () => {
    setBusy(true);
    try {
      const wrong = new Map();
      for (const error of report.errors) wrong.set(error.row, [wrong.get(error.row), said(error)].filter(Boolean).join("; "));
      const { name, blob } = await failedRows(sheet, wrong, known, W.errorColumn);
      saveFile(name, blob);
    } catch {
      toast(words.failed, { tone: "bad" });
    } finally {
      setBusy(false);
    }
  };
  return html`<div class="stack stack-3">
    <h3>${W.errors}</h3>
    ${report.errors.length >= MOST && html`<${Banner} tone="info">${W.errorsFirst(MOST)}<//>`}
    <div class="import-errors" role="region" aria-label=${W.errors} tabindex="0">
      <table class="plain-table">
        <thead><tr><th scope="col" class="number">${W.row}</th><th scope="col">${W.wrong}</th></tr></thead>
        <tbody>${report.errors.map((error, at) => html`<tr key=${at}><td class="number">${(error.row + heads).toLocaleString()}</td><td>${said(error)}</td></tr>`)}</tbody>
      </table>
    </div>
    <div class="row"><${Button} icon="download" busy=${busy} onClick=${save}>${W.download}<//><span class="small muted">${W.downloadHelp}</span></div>
  </div>`;
}
