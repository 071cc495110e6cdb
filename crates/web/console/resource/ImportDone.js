/** An import that has ended. */
import { html, useEffect, useRef } from "../core/html.js";
import { words } from "../core/words/transfer.js";
import { Button } from "../ui/Button.js";
import { ImportReport } from "./ImportReport.js";
import { screenPath } from "./paths.js";

const W = words.import;

/**
 * @param {{resource: Resource, sheet: Sheet, report: ImportReport, known: (name: string) => boolean, onAgain: () => void}} props
 */
export function ImportDone({ resource, sheet, report, known, onAgain }) {
  const place = useRef(null);
  useEffect(() => place.current?.focus(), []);
  return html`<div class="stack stack-5">
    <div ref=${place} tabindex="-1" role="status">${report.failed > 0 && html`<p>${W.doneFailed(report.failed)}</p>`}</div>
    <${ImportReport} title=${W.doneTitle(report.imported + report.updated)} resource=${resource} sheet=${sheet} report=${report} known=${known} />
    <div class="row">
      <${Button} tone="primary" href=${screenPath(resource)}>${W.open(resource.labels[1])}<//>
      <${Button} icon="upload" onClick=${onAgain}>${W.more}<//>
    </div>
  </div>`;
}
