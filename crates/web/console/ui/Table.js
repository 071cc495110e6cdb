import { html, useEffect, useRef } from "../core/html.js";
import { hrefOf } from "../core/path.js";
import { go } from "../core/router.js";
import { words } from "../core/words/ui.js";
import { Icon } from "./Icon.js";
import { useSelection } from "./selection.js";

const INTERACTIVE = "a, button, input, label, select, textarea, summary, [role=menuitem]";
const titleOf = (row) => row.name ?? row.title ?? row.email ?? row.id ?? "";

/** The heading of a column, which sorts where it can. */
function Heading({ column, sort, onSort }) {
  const by = column.sort === true ? column.key : column.sort;
  const down = sort === `-${by}`;
  const on = Boolean(by) && (sort === by || down);
  const classes = `${column.align === "end" || column.align === "right" ? "cell-end" : ""} ${column.width ? `cell-${column.width}` : ""}`;
  return html`<th scope="col" role="columnheader" class=${classes} aria-sort=${on ? (down ? "descending" : "ascending") : undefined}>
    ${by && onSort
      ? html`<button class="sort" type="button" onClick=${() => onSort(sort === by ? `-${by}` : by)}>${column.label}
          <${Icon} name=${on ? (down ? "arrow-down" : "arrow-up") : "chevrons-up-down"} class=${on ? "" : "sort-off"} /></button>`
      : column.hidden ? html`<span class="visually-hidden">${column.label}</span>` : column.label}
  </th>`;
}

/** Whether a column holds what one may do with a row; cards always show it. */
const isActs = (column) => column.hidden || !column.label || column.key === "acts" || column.key === "actions";

function Cell({ column, row, first, href, extra }) {
  const shown = column.render ? column.render(row) : row[column.key];
  const classes = `${first ? "cell-first" : ""} ${extra ? "cell-extra" : ""} ${isActs(column) ? "cell-acts" : ""} ${column.width ? `cell-${column.width}` : ""}
    ${column.align === "end" || column.align === "right" ? "cell-end" : ""}`;
  return html`<td class=${classes} role="cell">
    ${!first && !isActs(column) && html`<span class="cell-label">${column.label}</span>`}
    ${first && href ? html`<a class="row-link" href=${href}>${shown}</a>` : html`<span class="cell-value">${shown}</span>`}
  </td>`;
}

function Row({ row, columns, href, compact, checked, current, onCheck, label }) {
  const line = useRef(null);
  useEffect(() => current && line.current?.scrollIntoView({ block: "nearest" }), [current]);
  const open = (event) => {
    if (event.target.closest(INTERACTIVE) || window.getSelection()?.toString()) return;
    if (event.ctrlKey || event.metaKey) window.open(hrefOf(href), "_blank", "noopener");
    else go(href);
  };
  const classes = `${href ? "row-open" : ""} ${checked ? "row-selected" : ""} ${current ? "row-current" : ""}`;
  return html`<tr class=${classes} role="row" ref=${line}
    onClick=${href ? open : undefined}>
    ${onCheck && html`<td class="cell-check" role="cell"><label class="check-area">
      <input class="checkbox" type="checkbox" aria-label=${words.table.row(label)} checked=${checked} onClick=${onCheck} /></label></td>`}
    ${columns.map((column, at) => html`<${Cell} key=${column.key} column=${column} row=${row} first=${at === 0} href=${href}
      extra=${at > 0 && compact && !compact.includes(column.key) && !isActs(column)} />`)}
  </tr>`;
}

/**
 * Rows in columns; where it is narrow a card for each, of its first and its `compact` columns. A click on a row opens it, its first cell is
 * the link.
 * @param {{columns: {key: string, label: string, render?: (row: any) => unknown, align?: "end", sort?: boolean|string,
 *   width?: "narrow"|"wide", hidden?: boolean}[], rows: any[], rowHref?: (row: any) => string|null|undefined, rowKey?: (row: any) => string,
 *   rowLabel?: (row: any) => string, selected?: Set<string>|string[], onSelect?: (ids: Set<string>) => void, sort?: string|null,
 *   onSort?: (sort: string) => void, caption: string, compact?: string[], current?: string|null}} props
 *   `sort`: as the API names it, `-name` is descending; `selected`: keys of rows, shift+click takes a range; `current`: the row the
 *   keys are at; `hidden`: the column's label is only for screen readers
 */
export function Table({ columns, rows, rowHref, rowKey = (row) => row.id, rowLabel = titleOf, selected, onSelect, sort, onSort, caption,
  compact, current }) {
  const chosen = useSelection(rows.map(rowKey), selected, onSelect);
  return html`<div class="table-box"><div class="table-frame"><table class="table" role="table">
    <caption class="visually-hidden">${caption}</caption>
    <thead role="rowgroup"><tr role="row">
      ${onSelect && html`<th class="cell-check" scope="col" role="columnheader"><label class="check-area">
        <input class="checkbox" type="checkbox" aria-label=${words.table.all} checked=${chosen.all} ref=${(box) => {
          if (box) box.indeterminate = chosen.some && !chosen.all;
        }} onClick=${chosen.toggleAll} /></label></th>`}
      ${columns.map((column) => html`<${Heading} key=${column.key} column=${column} sort=${sort} onSort=${onSort} />`)}
    </tr></thead>
    <tbody role="rowgroup">${rows.map((row) => {
      const key = rowKey(row);
      return html`<${Row} key=${key} row=${row} columns=${columns} href=${rowHref?.(row) || undefined} compact=${compact} label=${rowLabel(row)}
        checked=${chosen.has(key)} current=${current !== undefined && current !== null && current === key}
        onCheck=${onSelect && ((event) => chosen.toggle(key, event.shiftKey))} />`;
    })}</tbody>
  </table></div></div>`;
}
