/** `/t/<slug>/settings/general`: what the tenant is called, where it is, and whether it asks for a second factor. */
import { Fragment, html, useEffect, useRef, useState } from "../core/html.js";
import { get, patch } from "../core/http.js";
import { shortcut } from "../core/keys.js";
import { go } from "../core/router.js";
import { loadMe, me } from "../core/session.js";
import { toast } from "../core/toasts.js";
import { words } from "../core/words/tenant.js";
import { atField } from "../auth/attempt.js";
import { Button } from "../ui/Button.js";
import { Card } from "../ui/Card.js";
import { Copy } from "../ui/Copy.js";
import { Field } from "../ui/Field.js";
import { fieldErrors, Form } from "../ui/Form.js";
import { ProblemView } from "../ui/ProblemView.js";
import { Skeleton } from "../ui/Skeleton.js";
import { Switch } from "../ui/Switch.js";
import { TextInput } from "../ui/TextInput.js";
import { Time } from "../ui/Time.js";
import { mayAdminister } from "./may.js";
import { SettingsPage } from "./settings.js";
import { SLUG, useGuard, useSubmission, wrongFields } from "./submission.js";

/** The screen. */
export default function General() {
  const [row, setRow] = useState(null);
  const [problem, setProblem] = useState(null);
  const load = async () => {
    try {
      const { data } = await get("/api/tenant");
      setRow(data);
      setProblem(null);
    } catch (problem) {
      setProblem(problem);
    }
  };
  useEffect(() => void load(), []);
  return html`<${SettingsPage} tab="general">
    ${problem && !row && html`<${ProblemView} problem=${problem} onRetry=${load} />`}
    ${!problem && !row && html`<${Skeleton} lines=${5} />`}
    ${row && html`<${GeneralForm} key=${row.version} row=${row} onReload=${load} onSaved=${setRow} />`}
  <//>`;
}

function GeneralForm({ row, onReload, onSaved }) {
  const [name, setName] = useState(row.name);
  const [slug, setSlug] = useState(row.slug);
  const [factor, setFactor] = useState(row.require_second_factor);
  const [wrong, setWrong] = useState(null);
  const submission = useSubmission();
  const open = mayAdminister("admin");
  const changes = {};
  if (name.trim() !== row.name) changes.name = name.trim();
  if (slug !== row.slug) changes.slug = slug;
  if (factor !== row.require_second_factor) changes.require_second_factor = factor;
  const dirty = Object.keys(changes).length > 0;
  const release = useGuard(dirty);

  const save = () => {
    const empty = wrongFields({ name: name.trim() ? null : words.required, slug: SLUG.test(slug) ? null : words.slugWrong });
    setWrong(empty);
    if (empty || !dirty) return;
    submission.run(async () => {
      try {
        const { data } = await patch("/api/tenant", changes, { ifMatch: `"${row.version}"` });
        release();
        await loadMe();
        onSaved(data);
        toast(words.saved, { tone: "good" });
        if (data.slug !== row.slug) go(`/t/${data.slug}/settings/general`, { replace: true });
      } catch (problem) {
        if (problem.status === 412) {
          toast(words.changedMeanwhile, { tone: "warn" });
          return onReload();
        }
        if (problem.code === "slug_taken") throw atField(problem, "slug", words.slugTaken);
        throw problem;
      }
    });
  };
  const latest = useRef(save);
  latest.current = save;
  useEffect(() => (open ? shortcut("mod+s", () => latest.current()) : undefined), [open]);

  const problem = wrong ?? submission.problem;
  const errors = fieldErrors(problem);
  const hasFactor = (me.value?.factors ?? []).length > 0;
  const labels = { name: words.name, slug: words.slug, require_second_factor: words.general.factor };
  return html`<${Fragment}>
    <${Card}>
      <${Form} onSubmit=${save} error=${problem} busy=${submission.busy} fields=${labels}>
        <${Field} name="name" label=${labels.name} error=${errors.name}>
          ${(control) => html`<${TextInput} ...${control} maxlength="200" autocomplete="organization" value=${name}
            onChange=${setName} disabled=${!open} />`}
        <//>
        <${Field} name="slug" label=${labels.slug} error=${errors.slug}
          help=${slug === row.slug ? words.slugHelp : `${words.slugHelp} ${words.general.slugChange}`}>
          ${(control) => html`<${TextInput} ...${control} maxlength="63" autocomplete="off" value=${slug}
            onChange=${(value) => setSlug(value.toLowerCase())} disabled=${!open} />`}
        <//>
        <${Field} name="require_second_factor" label=${words.general.factor} error=${errors.require_second_factor} help=${words.general.factorHelp}>
          ${(control) => html`<${Switch} ...${control} value=${factor} onChange=${setFactor}
            disabled=${!mayAdminister("owner") || (!hasFactor && !factor)} />`}
        <//>
        ${mayAdminister("owner") && !hasFactor && html`<p class="small muted">
          ${words.general.factorFirst} <a href="/account/security">${words.general.factorLink}</a>
        </p>`}
        ${open
          ? html`<div class="row"><${Button} type="submit" tone="primary" busy=${submission.busy} disabled=${!dirty}>${words.save}<//></div>`
          : html`<p class="small muted">${words.general.readOnly}</p>`}
      <//>
    <//>
    <dl class="facts">
      <div><dt>${words.general.id}</dt><dd class="row"><code class="mono">${row.id}</code><${Copy} value=${row.id} /></dd></div>
      <div><dt>${words.general.created}</dt><dd><${Time} value=${row.created_at} /></dd></div>
    </dl>
  <//>`;
}

