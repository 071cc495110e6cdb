/** What is counted: from when to when, in which steps, by which clock. All of it stands in the address. */
import { html, useEffect, useMemo, useState } from "../../core/html.js";
import { setQuery } from "../../core/router.js";
import { tenantPath } from "../../core/tenant.js";
import { Button } from "../../ui/Button.js";
import { Combobox } from "../../ui/Combobox.js";
import { DateInput } from "../../ui/DateInput.js";
import { Field } from "../../ui/Field.js";
import { fieldErrors, Form } from "../../ui/Form.js";
import { Select } from "../../ui/Select.js";
import { BUCKETS, DAYS, fitting } from "./range.js";
import { words } from "./words.js";

const W = words.range;
const FIFTY = 50;
const zones = () => ["UTC", ...Intl.supportedValuesOf("timeZone").filter((zone) => zone !== "UTC")];

/** Time zones whose name has the typed letters. */
async function loadZones(text) {
  const wanted = text.trim().toLowerCase().replaceAll(" ", "_");
  return zones().filter((zone) => zone.toLowerCase().includes(wanted)).slice(0, FIFTY).map((value) => ({ value, label: value.replaceAll("_", " ") }));
}

/** The links to times that one often wants: the address has what else was chosen. */
function Usual({ range, query }) {
  const hrefOf = (days) => {
    const next = new URLSearchParams(query);
    for (const name of ["from", "to", "range", "bucket"]) next.delete(name);
    next.set("range", String(days));
    return `${tenantPath("analytics")}?${next}`;
  };
  return html`<nav class="range-usual" aria-label=${W.label}><ul>
    ${DAYS.map((days) => html`<li key=${days}><a href=${hrefOf(days)} aria-current=${range.days === days ? "true" : undefined}>${W.days(days)}</a></li>`)}
    ${range.days === null && html`<li><span class="range-own">${W.own}</span></li>`}
  </ul></nav>`;
}

/** What the API refuses, in the words of the form where it has some. @param {Problem|null} problem @param {{from: string, to: string}} range */
function refused(problem, { from, to }) {
  if (problem?.status !== 422) return null;
  const own = ({ field, code }) => (code !== "range" ? null : field === "bucket" ? W.steps : field === "to" && from > to ? W.order : null);
  return { ...problem, errors: problem.errors.map((error) => ({ ...error, message: own(error) ?? error.message })) };
}

/** @param {{range: ReturnType<typeof import("./range.js").asked>, query: URLSearchParams, problem: Problem|null, busy: boolean}} props */
export function RangeForm({ range, query, problem, busy }) {
  const { from, to, bucket, timezone } = range;
  const [typed, setTyped] = useState({ from, to, bucket, timezone });
  const [missing, setMissing] = useState(null);
  const said = useMemo(() => refused(problem, range), [problem]);
  useEffect(() => {
    setTyped({ from, to, bucket, timezone });
    setMissing(null);
  }, [from, to, bucket, timezone]);
  const [isOwn, setOwn] = useState(query.has("bucket"));
  useEffect(() => setOwn(query.has("bucket")), [query]);
  const set = (name) => (value) => setTyped((old) => ({ ...old, [name]: value ?? "" }));
  const setDay = (name) => (value) => setTyped((old) => {
    const next = { ...old, [name]: value ?? "" };
    return isOwn ? next : { ...next, bucket: fitting(next.from, next.to) };
  });
  const setBucket = (value) => {
    setOwn(true);
    set("bucket")(value);
  };
  const show = () => {
    const empty = ["from", "to"].filter((name) => !typed[name]);
    setMissing(empty.length > 0 ? { errors: empty.map((field) => ({ field, message: W.required })) } : null);
    if (empty.length > 0) return;
    const isMoved = typed.from !== from || typed.to !== to;
    setQuery({
      ...(isMoved ? { range: null, from: typed.from, to: typed.to } : {}),
      bucket: isOwn ? typed.bucket : null,
      ...(typed.timezone !== timezone ? { timezone: typed.timezone || null } : {}),
    });
  };
  const shown = missing ?? said;
  const errors = fieldErrors(shown);
  const labels = { from: W.from, to: W.to, bucket: W.bucket, timezone: W.zone };
  const day = (name) => html`<${Field} name=${name} label=${labels[name]} error=${errors[name]}>
    ${(control) => html`<${DateInput} ...${control} min="0001-01-01" max="9998-12-30" value=${typed[name]} onChange=${setDay(name)} />`}<//>`;
  return html`<div class="range stack stack-3">
    <${Usual} range=${range} query=${query} />
    <${Form} className="range-form" onSubmit=${show} error=${shown} fields=${labels} busy=${busy}>
      <div class="range-fields">
        ${day("from")}${day("to")}
        <${Field} name="bucket" label=${W.bucket} error=${errors.bucket}>
          ${(control) => html`<${Select} ...${control} value=${typed.bucket} onChange=${setBucket}
            options=${BUCKETS.map((value) => ({ value, label: W.buckets[value] }))} />`}<//>
        <${Field} name="timezone" label=${W.zone} error=${errors.timezone}>
          ${(control) => html`<${Combobox} ...${control} value=${typed.timezone} onChange=${set("timezone")} load=${loadZones}
            labelOf=${(value) => value.replaceAll("_", " ")} />`}<//>
        <${Button} type="submit" class="range-show" busy=${busy}>${W.show}<//>
      </div>
    <//>
  </div>`;
}
