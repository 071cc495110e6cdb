/** Scopes as a grid: things by reading and writing. */
import { html, useId } from "../core/html.js";
import { words } from "../core/words/tenant.js";

const W = words.keys;

/**
 * @param {object} props
 * @param {{name: string, label: string, read?: boolean, write?: boolean}[]} props.things
 * @param {string[]} props.value scopes, like "leads:read"; "*:read" is all things
 * @param {(scopes: string[]) => void} props.onChange
 * @param {string} [props.error]
 */
export function ScopeGrid({ things, value, onChange, error }) {
  const id = useId();
  const toggle = (scope) => {
    const [name, act] = scope.split(":");
    if (value.includes(scope)) return onChange(value.filter((other) => other !== scope));
    const kept = name === "*" ? value.filter((other) => !other.endsWith(`:${act}`)) : value;
    onChange([...kept, scope]);
  };
  const box = (name, act, label, first) => {
    const all = name !== "*" && value.includes(`*:${act}`);
    const scope = `${name}:${act}`;
    return html`<td><label class="scope-box">
      <input type="checkbox" name=${first ? "scopes" : undefined} aria-label=${label} checked=${all || value.includes(scope)} disabled=${all}
        aria-invalid=${first && error ? "true" : undefined} aria-describedby=${first && error ? `${id}-error` : undefined} onChange=${() => toggle(scope)} />
    </label></td>`;
  };
  const row = ({ name, label, read = true, write = true }) => html`<tr key=${name} class=${name === "*" ? "scope-all" : ""}>
    <th scope="row">${label}</th>
    ${read ? box(name, "read", W.mayRead(label), name === "*") : html`<td></td>`}
    ${write ? box(name, "write", W.mayWrite(label)) : html`<td></td>`}
  </tr>`;
  return html`<fieldset class="scope-set" aria-describedby=${`${id}-help`}>
    <legend>${W.scopes}</legend>
    <p id=${`${id}-help`} class="small muted">${W.scopesHelp}</p>
    ${error && html`<p id=${`${id}-error`} class="field-error">${error}</p>`}
    <div class="scope-scroll" tabindex="0" role="group" aria-label=${W.scopes}>
      <table class="scope-grid">
        <thead><tr><th scope="col">${W.thing}</th><th scope="col">${W.read}</th><th scope="col">${W.write}</th></tr></thead>
        <tbody>${row({ name: "*", label: W.everything })}${things.map((thing) => row({ read: false, write: false, ...thing }))}</tbody>
      </table>
    </div>
  </fieldset>`;
}
