/** `/t/<slug>/<things>/import`: rows from a file, checked before they are stored. */
import { html, useState } from "../core/html.js";
import { resource as resourceOf } from "../core/api.js";
import { mayWrite } from "../core/tenant.js";
import { words } from "../core/words/transfer.js";
import { Banner } from "../ui/Banner.js";
import { Card } from "../ui/Card.js";
import { Empty } from "../ui/Empty.js";
import { FileDrop } from "../ui/FileDrop.js";
import { Page } from "../ui/Page.js";
import { guessed, importFields } from "./columns-map.js";
import { folded } from "./csv.js";
import { ImportDone } from "./ImportDone.js";
import { ImportPlan } from "./ImportPlan.js";
import { screenPath } from "./paths.js";
import { readSheet } from "./sheet.js";

const W = words.import;

/** The screen. @param {{params: {things: string}}} props */
export default function ImportScreen({ params }) {
  const resource = resourceOf(params.things);
  const open = resource?.operations.import && mayWrite() && resource.canCreate();
  const crumbs = resource ? [{ label: resource.labels[1], href: screenPath(resource) }] : [];
  return html`<${Page} title=${resource ? W.title(resource.labels[1]) : W.crumb} crumbs=${crumbs}>
    ${open ? html`<${Steps} key=${resource.plural} resource=${resource} />` : html`<${Empty} icon="upload" title=${W.closed}>${W.closedText}<//>`}
  <//>`;
}

function Steps({ resource }) {
  const [plan, setPlan] = useState(null);
  const [done, setDone] = useState(null);
  const [problem, setProblem] = useState(null);
  const fields = importFields(resource);
  const known = (name) => resource.fields.some((field) => folded(field.name) === name || folded(field.label) === name);

  const take = async (file, charset) => {
    setProblem(null);
    if (file.size === 0) return setProblem(W.empty);
    try {
      const sheet = await readSheet(file, known, charset);
      if (!sheet.columns.length) return setProblem(W.notText);
      return setPlan({ sheet, map: guessed(sheet.columns, fields), at: Date.now() });
    } catch {
      return setProblem(W.notText);
    }
  };
  const again = () => {
    setPlan(null);
    setDone(null);
  };
  if (done) return html`<${ImportDone} resource=${resource} sheet=${plan.sheet} report=${done} known=${known} onAgain=${again} />`;
  if (plan) {
    return html`<${ImportPlan} key=${plan.at} resource=${resource} fields=${fields} plan=${plan} known=${known} onDone=${setDone}
      onCharset=${(charset) => take(plan.sheet.file, charset)} onAgain=${again} />`;
  }
  return html`<${Card}>
    ${problem && html`<${Banner} tone="bad">${problem}<//>`}
    <${FileDrop} accept=".csv,.tsv,.txt,.ndjson,.jsonl,text/csv,application/x-ndjson" label=${W.drop} help=${W.dropHelp} onFile=${(file) => take(file)} />
  <//>`;
}
