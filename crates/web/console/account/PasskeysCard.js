/** The user's passkeys. */
import { html, useEffect, useState } from "../core/html.js";
import { del, get } from "../core/http.js";
import { hrefOf } from "../core/path.js";
import { options } from "../core/session.js";
import { toast } from "../core/toasts.js";
import { words } from "../core/words/account.js";
import { registerPasskey } from "../auth/passkeys.js";
import { Banner } from "../ui/Banner.js";
import { Button } from "../ui/Button.js";
import { Card } from "../ui/Card.js";
import { confirmDialog } from "../ui/Dialog.js";
import { Field } from "../ui/Field.js";
import { Form } from "../ui/Form.js";
import { Skeleton } from "../ui/Skeleton.js";
import { Table } from "../ui/Table.js";
import { TextInput } from "../ui/TextInput.js";
import { Time } from "../ui/Time.js";
import { Trouble, useAttempt } from "./attempt.js";

const W = words.passkeys;
const byNumber = () => /^[\d.]+$|^\[/.test(location.hostname);

/** The card. @param {{onChanged: (codes?: string[]) => Promise<void>}} props */
export function PasskeysCard({ onChanged }) {
  const [rows, setRows] = useState(null);
  const [adding, setAdding] = useState(false);
  const attempt = useAttempt();
  const load = () => attempt.run(async () => setRows((await get("/auth/passkeys", { tenant: null })).data.items));
  useEffect(() => void load(), []);

  const added = async (passkey) => {
    setAdding(false);
    setRows((rows) => [...(rows ?? []), { ...passkey, last_used_at: null }]);
    toast(W.added(passkey.name), { tone: "good" });
    await onChanged(passkey.recovery_codes);
  };
  const remove = async (row) => {
    if (!(await confirmDialog({ title: W.removeTitle(row.name), body: W.removeBody, confirm: words.remove, tone: "danger" }))) return;
    await attempt.run(async () => {
      await del(`/auth/passkeys/${row.id}`, { tenant: null });
      setRows((rows) => rows.filter(({ id }) => id !== row.id));
      toast(W.removed(row.name), { tone: "good" });
      await onChanged();
    });
  };
  const columns = [
    { key: "name", label: W.name, width: "wide", render: (row) => row.name },
    { key: "created_at", label: W.made, render: (row) => html`<${Time} value=${row.created_at} />` },
    { key: "last_used_at", label: W.used, render: (row) => (row.last_used_at ? html`<${Time} value=${row.last_used_at} />` : W.never) },
    { key: "actions", label: W.actions, hidden: true, align: "end", render: (row) => html`<${Button} size="small" tone="quiet"
      aria-label=${`${words.remove}: ${row.name}`} onClick=${() => remove(row)}>${words.remove}<//>` },
  ];
  const open = options.value?.passkeys !== false && !byNumber() && "PublicKeyCredential" in window;
  const elsewhere = `${location.protocol}//localhost${location.port ? `:${location.port}` : ""}${hrefOf("/account/security")}`;
  return html`<${Card} title=${W.title}>
    <p class="muted">${W.intro}</p>
    <${Trouble} attempt=${attempt} />
    ${!rows && !attempt.problem && html`<${Skeleton} lines=${2} />`}
    ${!rows && attempt.problem && html`<div class="row"><${Button} size="small" onClick=${load}>${words.retry}<//></div>`}
    ${rows?.length === 0 && !adding && html`<p class="small muted">${W.empty}</p>`}
    ${rows?.length > 0 && html`<${Table} caption=${W.title} columns=${columns} rows=${rows} compact=${["name", "last_used_at", "actions"]} />`}
    ${byNumber() && html`<${Banner} tone="info">${W.address} <a href=${elsewhere}>${W.open}</a><//>`}
    ${open && (adding
      ? html`<${NewPasskey} onAdded=${added} onCancel=${() => setAdding(false)} />`
      : html`<div class="row"><${Button} icon="fingerprint" onClick=${() => setAdding(true)}>${W.add}<//></div>`)}
  <//>`;
}

/** @param {{onAdded: (passkey: Row) => void, onCancel: () => void}} props */
function NewPasskey({ onAdded, onCancel }) {
  const [name, setName] = useState("");
  const attempt = useAttempt();
  const create = () => attempt.run(async () => onAdded(await registerPasskey(name)));
  const said = attempt.problem && (attempt.problem.status === undefined ? { detail: attempt.problem.message || W.failed } : attempt.problem);
  return html`<${Form} onSubmit=${create} error=${said} busy=${attempt.busy}>
    <${Field} name="name" label=${W.name} help=${W.nameHelp} optional>
      ${(control) => html`<${TextInput} ...${control} maxlength="200" autocomplete="off" value=${name} onChange=${setName} />`}
    <//>
    <div class="row">
      <${Button} type="submit" tone="primary" busy=${attempt.busy}>${W.create}<//>
      <${Button} tone="quiet" onClick=${onCancel}>${words.cancel}<//>
    </div>
  <//>`;
}
