import { html, useEffect, useRef } from "../core/html.js";
import { words } from "../core/words/ui.js";
import { Copy } from "./Copy.js";
import { Icon } from "./Icon.js";

/**
 * What a problem says of each field, the first of several.
 * @param {{errors?: {field: string, message: string}[]}|null} problem
 * @returns {Record<string, string>}
 */
export function fieldErrors(problem) {
  /** @type {Record<string, string>} */
  const found = {};
  for (const { field, message } of problem?.errors ?? []) found[field] ??= message;
  return found;
}

/** The control of a name within a form. @param {HTMLFormElement} form @param {string} name */
const control = (form, name) =>
  /** @type {HTMLElement|null} */ (form.querySelector(`[name="${CSS.escape(name)}"], [data-name="${CSS.escape(name)}"]`));

function Summary({ problem, fields, form }) {
  const box = useRef(null);
  const errors = Object.entries(fieldErrors(problem));
  const elsewhere = errors.filter(([name]) => !(name in fields));
  const shown = errors.length === 0 || errors.length > 1 || elsewhere.length > 0;
  useEffect(() => {
    const only = shown ? null : control(form.current, errors[0][0]);
    (only ?? box.current)?.focus();
  }, [problem]);
  if (!shown) return null;

  const jump = (event, name) => {
    event.preventDefault();
    event.stopPropagation();
    control(form.current, name)?.focus();
  };
  const line = ([name, message]) => {
    const text = `${fields[name] ?? name}: ${message}`;
    return html`<li key=${name}>${name in fields ? html`<a href=${`#${name}`} onClick=${(event) => jump(event, name)}>${text}</a>` : text}</li>`;
  };
  return html`<div class="form-problem" ref=${box} tabindex="-1" role="alert">
    <${Icon} name="circle-alert" />
    <div>
      <p>${errors.length > 0 ? words.form.check(errors.length) : problem.detail || problem.title}</p>
      ${problem.status >= 500 && problem.requestId && html`<p class="row small"><span>${words.problem.request} <code>${problem.requestId}</code></span>
        <${Copy} value=${problem.requestId} tone="quiet" /></p>`}
      ${errors.length > 0 && html`<ul>${errors.map(line)}</ul>`}
    </div>
  </div>`;
}

/**
 * A form: sends nothing while a control within says that it can't be read (`data-wrong`). Takes Enter and its submit button, shows what went wrong and puts the focus there.
 * @param {{onSubmit: (event: Event) => void, error?: Problem|null, busy?: boolean, fields?: Record<string, string>, className?: string,
 *   children: unknown} & Record<string, any>} props `error`: a `Problem`; `fields`: the label of each field that shows its error itself
 */
export function Form({ onSubmit, error = null, busy = false, fields = {}, className = "", children, ...rest }) {
  const form = useRef(null);
  const submit = (event) => {
    event.preventDefault();
    const wrong = /** @type {HTMLElement|null} */ (form.current?.querySelector("[data-wrong]"));
    if (wrong) wrong.focus();
    else if (!busy) onSubmit(event);
  };
  return html`<form class=${`form ${className}`} ref=${form} novalidate aria-busy=${busy ? "true" : undefined} ...${rest} onSubmit=${submit}>
    ${error && html`<${Summary} problem=${error} fields=${fields} form=${form} />`}
    ${children}
  </form>`;
}
