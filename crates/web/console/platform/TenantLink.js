/** A tenant by its name, as a link to it. */
import { html, signal } from "../core/html.js";
import { get } from "../core/http.js";

/** Names by id; each is asked once. @type {Map<string, import("@preact/signals").Signal<string|null>>} */
const names = new Map();

function nameOf(id) {
  let name = names.get(id);
  if (!name) {
    names.set(id, (name = signal(null)));
    get(`/admin/tenants/${encodeURIComponent(id)}`, { quiet: true }).then(({ data }) => (name.value = data.name), () => {});
  }
  return name.value;
}

/** @param {{id: string|null}} props nothing is shown without one */
export function TenantLink({ id }) {
  if (!id) return null;
  const name = nameOf(id);
  return html`<a class=${name ? "" : "mono small id-cell"} href=${`/platform/tenants/${id}`} title=${id}>${name ?? id}</a>`;
}
