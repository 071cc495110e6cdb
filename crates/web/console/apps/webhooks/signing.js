/** How messages are signed, and the rotation of the secret. */
import { html, useEffect, useState } from "../../core/html.js";
import { dateTime } from "../../core/format.js";
import { get, post } from "../../core/http.js";
import { newKey } from "../../core/keys.js";
import { useAttempt } from "../../auth/attempt.js";
import { etagOf } from "../../resource/paths.js";
import { keepRow, readRow, rowEntry } from "../../resource/rows.js";
import { Banner } from "../../ui/Banner.js";
import { Button } from "../../ui/Button.js";
import { Card } from "../../ui/Card.js";
import { confirmDialog } from "../../ui/Dialog.js";
import { webhooks } from "./resource.js";
import { useSecret } from "./secret.js";
import { words } from "./words.js";

const W = words.signing;
const BOTH = 24 * 3_600_000;

/** When the secret before stops signing, by the audit log: null where one secret signs, undefined until it is known. */
function useUntil(row) {
  const [until, setUntil] = useState(undefined);
  useEffect(() => {
    let here = true;
    get("/api/audit-log", { query: { table: "webhooks", row_id: row.id, limit: 100 }, quiet: true }).then(({ data }) => {
      const at = data.items.map(({ fields }) => fields?.secret_replaced_at?.[1]).find(Boolean);
      const end = at ? new Date(Date.parse(at) + BOTH) : null;
      if (here) setUntil(end && end.getTime() > Date.now() ? end : null);
    }, () => {});
    return () => (here = false);
  }, [row.id, row.public_key]);
  return until;
}

const sure = () => confirmDialog({
  title: W.sure.title, confirm: W.sure.confirm,
  body: html`<ul class="hook-steps"><li>${W.sure.first}</li><li>${W.sure.second}</li><li>${W.sure.third}</li></ul><p class="small muted">${W.sure.twice}</p>`,
});

/** @param {{row: Row}} props a webhook */
export function Signing({ row }) {
  const own = webhooks();
  const until = useUntil(row);
  const attempt = useAttempt();
  const [dialog, show] = useSecret();
  const rotate = async () => {
    if (!(await sure())) return;
    const key = newKey();
    const given = await attempt.run(async () => {
      try {
        return (await post(`/api/webhooks/${row.id}/rotate-secret`, undefined, { key, ifMatch: etagOf(row) })).data;
      } catch (problem) {
        if (problem.status === 412 || problem.status === 404) readRow(rowEntry(own, row.id));
        throw problem;
      }
    });
    if (!given) return;
    const { secret, ...fresh } = given;
    await show({ secret, until: new Date(Date.now() + BOTH) });
    keepRow(own, fresh);
  };
  return html`<${Card} title=${W.title} actions=${own.canChange() && html`<${Button} size="small" icon="rotate-ccw" busy=${attempt.busy} onClick=${rotate}>${W.rotate}<//>`}>
    ${attempt.problem && html`<${Banner} tone="bad" onClose=${attempt.clear}>${attempt.problem.detail ?? attempt.problem.message}<//>`}
    <p>${W.text} <a href="https://www.standardwebhooks.com" target="_blank" rel="noopener noreferrer">${W.docs}</a></p>
    ${until !== undefined && html`<p>${until ? html`<strong>${W.two}</strong> ${W.until(dateTime(until))}` : W.one}</p>`}
    ${dialog}
  <//>`;
}
