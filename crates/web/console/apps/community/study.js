/** What the screens of universities and courses share. */
import { html } from "../../core/html.js";
import { derived } from "../../resource/derived.js";
import { Apply, Applications, useApplications } from "./Apply.js";
import { Favourites, Star, useFavourites } from "./Star.js";
import { words } from "./words.js";

/** What a favourite calls a row of a resource. @param {Resource} resource @returns {"course"|"university"} */
export const typeOf = (resource) => (resource.plural === "courses" ? "course" : "university");

/** What one may do with a university or a course. @param {{type: "course"|"university", row: Row}} props */
export const StudyActs = ({ type, row }) => html`<span class="study-acts"><${Star} type=${type} row=${row} />
  ${type === "course" && html`<${Apply} row=${row} />`}</span>`;

/** The resource with a column of what one may do. @param {Resource} resource @param {string[]} [without] columns */
export function withActs(resource, without = []) {
  const type = typeOf(resource);
  const acts = { name: "acts", label: words.study.acts, kind: "text", tones: {}, readOnly: true, Shown: ({ row }) => html`<${StudyActs} type=${type} row=${row} />` };
  const columns = [...resource.columns.filter((name) => name !== "created_at" && !without.includes(name)), "acts"];
  return derived(resource, { fields: [...resource.fields, acts], columns });
}

/** Has stars and applications for all that is within. @param {{children: unknown}} props */
export function Study({ children }) {
  return html`<${Favourites.Provider} value=${useFavourites()}><${Applications.Provider} value=${useApplications()}>${children}<//><//>`;
}
