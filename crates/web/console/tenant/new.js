/** `/workspaces/new`: makes a tenant, and goes there. */
import { html, useState } from "../core/html.js";
import { post } from "../core/http.js";
import { go } from "../core/router.js";
import { loadMe } from "../core/session.js";
import { words } from "../core/words/tenant.js";
import { atField } from "../auth/attempt.js";
import { Button } from "../ui/Button.js";
import { Card } from "../ui/Card.js";
import { fieldErrors, Form } from "../ui/Form.js";
import { Page } from "../ui/Page.js";
import { useGuard, useSubmission } from "./submission.js";
import { TenantFields, useTenantFields } from "./TenantFields.js";

/** The screen. */
export default function NewTenant() {
  const fields = useTenantFields();
  const [wrong, setWrong] = useState(null);
  const submission = useSubmission();
  const release = useGuard(fields.dirty);

  const send = () => {
    const faults = fields.wrong();
    setWrong(faults);
    if (faults) return;
    submission.run(async (key) => {
      try {
        const { data } = await post("/api/tenants", { name: fields.name, slug: fields.slug }, { key, tenant: null });
        release();
        await loadMe();
        go(`/t/${data.slug}/`);
      } catch (problem) {
        throw problem.code === "slug_taken" ? atField(problem, "slug", words.slugTaken) : problem;
      }
    });
  };
  const problem = wrong ?? submission.problem;
  return html`<${Page} title=${words.create.title} subtitle=${words.create.text} narrow>
    <${Card}>
      <${Form} onSubmit=${send} error=${problem} busy=${submission.busy} fields=${{ name: words.name, slug: words.slug }}>
        <${TenantFields} fields=${fields} errors=${fieldErrors(problem)} help=${words.create.nameHelp} />
        <div class="row"><${Button} type="submit" tone="primary" busy=${submission.busy}>${words.create.submit}<//></div>
      <//>
    <//>
  <//>`;
}
