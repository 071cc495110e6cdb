/** `/account/sessions`: where the user is signed in. */
import { html, useEffect, useState } from "../core/html.js";
import { del, get, post } from "../core/http.js";
import { signOut } from "../core/session.js";
import { toast } from "../core/toasts.js";
import { words } from "../core/words/account.js";
import { Badge } from "../ui/Badge.js";
import { Button } from "../ui/Button.js";
import { confirmDialog } from "../ui/Dialog.js";
import { ProblemView } from "../ui/ProblemView.js";
import { Skeleton } from "../ui/Skeleton.js";
import { Table } from "../ui/Table.js";
import { Time } from "../ui/Time.js";
import { deviceOf } from "./device.js";
import { Trouble, useAttempt } from "./attempt.js";
import { AccountPage, mayChange } from "./layout.js";

const W = words.sessions;

/** The screen. */
export default function Sessions() {
  const [rows, setRows] = useState(null);
  const [problem, setProblem] = useState(null);
  const attempt = useAttempt();
  const load = async () => {
    try {
      setRows((await get("/auth/sessions", { tenant: null })).data.items);
      setProblem(null);
    } catch (problem) {
      setProblem(problem);
    }
  };
  useEffect(() => void load(), []);

  const end = (row) => attempt.run(async () => {
    await del(`/auth/sessions/${row.id}`, { tenant: null });
    setRows((rows) => rows.filter(({ id }) => id !== row.id));
    toast(W.ended, { tone: "good" });
  });
  const everywhere = async () => {
    if (!(await confirmDialog({ title: W.allTitle, body: W.allBody, confirm: W.all, tone: "danger" }))) return;
    await attempt.run(async () => {
      await post("/auth/logout-all", undefined, { tenant: null });
      await signOut();
    });
  };
  const columns = [
    { key: "device", label: W.device, width: "wide", render: (row) => html`<span class="row">
      <span title=${row.user_agent ?? undefined}>${row.device_name || deviceOf(row.user_agent) || W.unknown}</span>
      ${row.current && html`<${Badge} tone="good">${W.current}<//>`}
    </span>` },
    { key: "address", label: W.from, render: (row) => html`<span class="mono small">${row.address ?? ""}</span>` },
    { key: "created_at", label: W.signedIn, render: (row) => html`<${Time} value=${row.created_at} />` },
    { key: "last_seen_at", label: W.seen, render: (row) => html`<${Time} value=${row.last_seen_at} />` },
    { key: "expires_at", label: W.ends, render: (row) => html`<${Time} value=${row.expires_at} />` },
    ...(mayChange() ? [{ key: "actions", label: W.actions, hidden: true, align: "end", render: (row) => !row.current && html`<${Button} size="small" tone="quiet"
      aria-label=${`${W.end}: ${row.device_name || deviceOf(row.user_agent) || W.unknown}`} onClick=${() => end(row)}>${W.end}<//>` }] : []),
  ];
  const all = html`<${Button} icon="log-out" busy=${attempt.busy} onClick=${everywhere}>${W.all}<//>`;
  return html`<${AccountPage} tab="sessions" actions=${all}>
    <p class="muted">${W.intro}</p>
    <${Trouble} attempt=${attempt} />
    ${problem && !rows && html`<${ProblemView} problem=${problem} onRetry=${load} />`}
    ${!problem && !rows && html`<${Skeleton} lines=${4} />`}
    ${rows && html`<${Table} caption=${W.title} columns=${columns} rows=${rows} compact=${["device", "address", "last_seen_at", "actions"]} />`}
  <//>`;
}
