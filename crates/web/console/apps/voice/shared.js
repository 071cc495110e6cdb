/** What the screens of phones, agents and calls share. */
import { Fragment, html } from "../../core/html.js";
import { derived } from "../../resource/derived.js";
import { useTitle } from "../../resource/titles.js";
import { Value } from "../../resource/values.js";
import { LoadMore } from "../../ui/LoadMore.js";
import { ProblemView } from "../../ui/ProblemView.js";
import { Skeleton } from "../../ui/Skeleton.js";

/** The resource without some of its fields. @param {Resource} resource @param {string[]} names */
export const without = (resource, names) => derived(resource, { fields: resource.fields.filter(({ name }) => !names.includes(name)) });

/**
 * What stands around the rows of a list: the wait, the problem, the words where there is none, the way to more.
 * @param {{list: any, empty?: unknown, children?: unknown}} props `children`: the rows, once there are some
 */
export function Listed({ list, empty, children }) {
  const { rows, problem } = list;
  return html`<${Fragment}>
    ${problem && html`<${ProblemView} problem=${problem} onRetry=${list.reload} />`}
    ${!rows && !problem && html`<${Skeleton} lines=${3} />`}
    ${rows?.length === 0 && empty && html`<p class="muted">${empty}</p>`}
    ${children}
    <${LoadMore} cursor=${list.cursor} busy=${list.busy} onMore=${list.more} />
  <//>`;
}

/** A phone's name: its label, else its number. @param {Row} phone @returns {string} */
export const phoneName = (phone) => phone.label?.trim() || phone.number;

/** A field of a row by its name, as the generated screens show it. @param {{resource: Resource, name: string, row: Row}} props */
export const Shown = ({ resource, name, row }) => html`<${Value} field=${resource.field(name)} row=${row} link />`;

/** The title of another row, or a word where it isn't known. @param {{refers: string, id: string, other: string}} props */
export function Title({ refers, id, other }) {
  const { title } = useTitle(refers, id);
  return title ?? other;
}
