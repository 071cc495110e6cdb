/** `/t/<slug>/push-subscriptions`: push in this browser, and the user's other browsers that have it. */
import { html, useEffect, useState } from "../../core/html.js";
import { resource as resourceOf } from "../../core/api.js";
import { del } from "../../core/http.js";
import { me } from "../../core/session.js";
import { mayWrite } from "../../core/tenant.js";
import { toast } from "../../core/toasts.js";
import { useRows } from "../../resource/live.js";
import { etagOf, rowPath } from "../../resource/paths.js";
import { removeRow } from "../../resource/remove.js";
import { dropRow } from "../../resource/rows.js";
import { Badge } from "../../ui/Badge.js";
import { Banner } from "../../ui/Banner.js";
import { Button } from "../../ui/Button.js";
import { Card } from "../../ui/Card.js";
import { ProblemView } from "../../ui/ProblemView.js";
import { Skeleton } from "../../ui/Skeleton.js";
import { Table } from "../../ui/Table.js";
import { Time } from "../../ui/Time.js";
import { lacking, Refusal, showTest, subscribed, turnOff, turnOn } from "./browser.js";
import { NoticesPage } from "./frame.js";
import { words } from "./words.js";

const W = words.push;

/** Why the user can't turn push on here, or null. */
function hindrance() {
  if (me.value?.impersonation) return "acting";
  return mayWrite() ? lacking() : "viewer";
}

function Here({ list, endpoint, onChange }) {
  const [busy, setBusy] = useState(false);
  const [why, setWhy] = useState(null);
  const row = list.rows?.find((one) => one.endpoint === endpoint);
  const no = hindrance();
  const run = (act, done) => async () => {
    setBusy(true);
    setWhy(null);
    try {
      await act();
      if (done) toast(done, { tone: "good" });
    } catch (error) {
      setWhy(error instanceof Refusal ? W.no[error.why] : (error.detail ?? error.message));
    }
    setBusy(false);
    onChange();
  };
  const off = async () => {
    const resource = resourceOf("push-subscriptions");
    await turnOff();
    await del(rowPath(resource, row.id), { ifMatch: etagOf(row) });
    dropRow(resource, row.id);
  };
  const state = endpoint === undefined || !list.rows ? "asking" : row ? "on" : "off";
  return html`<${Card} title=${W.here}>
    ${why && html`<${Banner} tone="warn" onClose=${() => setWhy(null)}>${why}<//>`}
    ${no ? html`<p class="muted">${W.no[no]}</p>` : html`<p>${W.is[state]}</p>
      <div class="row">
        ${state === "on" ? html`<${Button} busy=${busy} onClick=${run(off, W.turnedOff)}>${W.turnOff}<//>`
          : html`<${Button} tone="primary" icon="bell-ring" busy=${busy} disabled=${state === "asking"} onClick=${run(turnOn, W.turnedOn)}>${W.turnOn}<//>`}
        ${state === "on" && html`<${Button} onClick=${run(() => showTest(W.testTitle, W.testText))}>${W.test}<//>`}
      </div>`}
  <//>`;
}

const hostOf = (endpoint) => (URL.canParse(endpoint) ? new URL(endpoint).hostname : endpoint);

function Others({ list, endpoint }) {
  const resource = resourceOf("push-subscriptions");
  const columns = [
    { key: "service", label: W.service, width: "wide", render: (row) => html`<span class="row"><span>${hostOf(row.endpoint)}</span>
      ${row.endpoint === endpoint && html`<${Badge} tone="good">${W.here}<//>`}</span>` },
    { key: "since", label: W.since, render: (row) => html`<${Time} value=${row.created_at} />` },
    ...(mayWrite() ? [{ key: "acts", label: W.acts, hidden: true, align: "end", render: (row) => html`<${Button} size="small" tone="quiet"
      aria-label=${W.removeOne(hostOf(row.endpoint))} onClick=${() => removeRow({ resource, row })}>${W.remove}<//>` }] : []),
  ];
  return html`<${Card} title=${W.others}>
    ${list.problem && html`<${ProblemView} problem=${list.problem} onRetry=${list.reload} />`}
    ${!list.rows && !list.problem && html`<${Skeleton} lines=${2} />`}
    ${list.rows?.length === 0 && html`<p class="muted">${W.none}</p>`}
    ${list.rows?.length > 0 && html`<${Table} caption=${W.others} columns=${columns} rows=${list.rows} rowLabel=${(row) => hostOf(row.endpoint)}
      compact=${["service", "since", "acts"]} />`}
  <//>`;
}

/** The screen. */
export default function Push() {
  const list = useRows(resourceOf("push-subscriptions"));
  const [endpoint, setEndpoint] = useState(undefined);
  const look = () => void subscribed().then(setEndpoint, () => setEndpoint(null));
  useEffect(look, []);
  const changed = () => {
    look();
    list.reload();
  };
  return html`<${NoticesPage} tab="push-subscriptions">
    <p class="muted">${W.intro}</p>
    <${Here} list=${list} endpoint=${endpoint} onChange=${changed} />
    <${Others} list=${list} endpoint=${endpoint} />
  <//>`;
}
