/** Who has a number, of the tenant's own people. */
import { html, useEffect, useState } from "../../core/html.js";
import { resource as resourceOf } from "../../core/api.js";
import { get } from "../../core/http.js";
import { listPath, screenPath, titleOf } from "../../resource/paths.js";

const PEOPLE = ["contacts", "leads"];

/** The first contact or lead with a number. @param {string} phone */
async function find(phone) {
  for (const resource of PEOPLE.map(resourceOf).filter(Boolean)) {
    const { data } = await get(listPath(resource), { query: { phone, limit: 1 }, quiet: true });
    if (data.items[0]) return { resource, row: data.items[0] };
  }
  return null;
}

/** A link to the person, where one is known. @param {{number: string}} props */
export function Who({ number }) {
  const [found, setFound] = useState(/** @type {{resource: Resource, row: Row}|null} */ (null));
  useEffect(() => {
    let live = true;
    setFound(null);
    // Without an answer the number stands alone.
    if (/^\+\d+$/.test(number)) find(number).then((one) => live && setFound(one), () => {});
    return () => (live = false);
  }, [number]);
  return found && html`<a href=${screenPath(found.resource, found.row.id)}>${titleOf(found.resource, found.row) ?? found.resource.labels[0]}</a>`;
}
