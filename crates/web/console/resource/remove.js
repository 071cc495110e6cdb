/** Deleting a row at once, with a way back; a row that has none is asked about first. */
import { del } from "../core/http.js";
import { toast } from "../core/toasts.js";
import { words } from "../core/words/resource.js";
import { confirmDialog } from "../ui/Dialog.js";
import { etagOf, rowPath } from "./paths.js";
import { dropRow, keepRow, staleLists } from "./rows.js";
import { restoreRow } from "./save.js";

/** Says what went wrong. @param {Problem} problem */
export const complain = (problem) => {
  if (problem.status === undefined) throw problem;
  toast(problem.detail ?? problem.title ?? problem.message, { tone: "bad" });
};

/**
 * Restores a row, and says so.
 * @param {{resource: Resource, id: string, parent?: string}} at
 * @returns {Promise<boolean>} whether it is back
 */
export async function bringBack(at) {
  try {
    const { data, etag } = await restoreRow(at);
    if (data) keepRow(at.resource, data, { parent: at.parent, etag });
    else staleLists(at.resource, at.parent);
    toast(words.view.restored(at.resource.labels[0]), { tone: "good" });
    return true;
  } catch (problem) {
    complain(problem);
    return false;
  }
}

/**
 * Deletes a row as it is shown; one that was changed meanwhile stays, and is said to have changed.
 * @param {{resource: Resource, row: Row, etag?: string|null, parent?: string, onStale?: () => void}} what
 * @returns {Promise<boolean>} whether it is gone
 */
export async function removeRow({ resource, row, etag, parent, onStale }) {
  const at = { resource, id: row.id, parent };
  const [label] = resource.labels;
  const undo = resource.operations.restore;
  if (!undo) {
    const sure = await confirmDialog({ title: words.view.removeTitle(label), body: words.view.removeText, confirm: words.view.remove, tone: "danger" });
    if (!sure) return false;
  }
  try {
    await del(rowPath(resource, row.id, parent), { ifMatch: etag ?? etagOf(row) });
  } catch (problem) {
    if (problem.status === 412) {
      onStale?.();
      toast(words.view.refreshed, { tone: "warn" });
      return false;
    }
    if (problem.status !== 404) {
      complain(problem);
      return false;
    }
  }
  dropRow(resource, row.id, { parent });
  toast(words.view.removed(label), undo ? { action: { label: words.view.undo, run: () => bringBack(at) } } : {});
  return true;
}
