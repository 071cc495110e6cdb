/** A list of the platform: its states, its table and its next page. */
import { Fragment, html, useEffect, useState } from "../core/html.js";
import { route, setQuery } from "../core/router.js";
import { words } from "../core/words/platform.js";
import { Empty } from "../ui/Empty.js";
import { Field } from "../ui/Field.js";
import { LoadMore } from "../ui/LoadMore.js";
import { ProblemView } from "../ui/ProblemView.js";
import { Skeleton } from "../ui/Skeleton.js";
import { Table } from "../ui/Table.js";
import { TextInput } from "../ui/TextInput.js";

/**
 * @param {object} props
 * @param {Pages} props.pages of `usePages`
 * @param {{icon: string, title: string, text: string}} props.empty
 * @param {string} props.caption
 * @param {object[]} props.columns
 * @param {string[]} props.compact
 * @param {(row: Row) => string} [props.rowHref]
 */
export function ListView({ pages, empty, caption, columns, compact, rowHref }) {
  return html`<${Fragment}>
    ${pages.problem && html`<${ProblemView} problem=${pages.problem} onRetry=${pages.reload} />`}
    ${!pages.rows && !pages.problem && html`<${Skeleton} lines=${6} />`}
    ${pages.rows?.length === 0 && html`<${Empty} icon=${empty.icon} title=${empty.title}>${empty.text}<//>`}
    ${pages.rows?.length > 0 && html`<${Table} caption=${caption} columns=${columns} rows=${pages.rows} compact=${compact} rowHref=${rowHref} />`}
    <${LoadMore} cursor=${pages.cursor} busy=${pages.busy} onMore=${pages.more} />
  <//>`;
}

/**
 * A filter that is typed, and kept in the address.
 * @param {{name: string, label: string, help?: string, type?: string, maxlength?: number, valid?: (text: string) => boolean}} props
 */
export function TypedFilter({ name, label, help, type = "search", maxlength = 200, valid = () => true }) {
  const given = route.value.query.get(name) ?? "";
  const [text, setText] = useState(given);
  useEffect(() => setText(given), [given]);
  useEffect(() => {
    if (text.trim() === given || (text && !valid(text.trim()))) return undefined;
    const timer = setTimeout(() => setQuery({ [name]: text.trim() || null }, { replace: true }), 300);
    return () => clearTimeout(timer);
  }, [text]);
  return html`<${Field} name=${name} label=${label} help=${help} required=${false}>
    ${(control) => html`<${TextInput} ...${control} type=${type} maxlength=${maxlength} autocomplete="off" value=${text} onChange=${setText} />`}
  <//>`;
}

/** The filters that the address has, of those named. @param {...string} names */
export function filtersOf(...names) {
  const { query } = route.value;
  return Object.fromEntries(names.map((name) => [name, query.get(name)]).filter(([, value]) => value));
}

/** The words for the search's label, for screens that have nothing else. */
export const searchLabel = words.search;
