/** One file on its way at a time: progress, stop, and what went wrong in words. */
import { useEffect, useRef, useState } from "../core/html.js";
import { newKey } from "../core/keys.js";
import { guard } from "../core/router.js";
import { words } from "../core/words/transfer.js";
import { confirmDialog } from "../ui/Dialog.js";
import { listPath } from "./paths.js";
import { staleLists } from "./rows.js";
import { upload } from "./upload.js";

const W = words.import;
const IDLE = { busy: false, share: 0, keyed: false, problem: null };
const TYPES = { csv: "text/csv", ndjson: "application/x-ndjson" };

function said(resource, problem) {
  if (problem.code === "import_in_progress") return W.busy;
  const label = (name) => resource.field(name)?.label ?? name;
  const errors = (problem.errors ?? []).map(({ field, message }) => (field ? `${label(field)}: ${message}` : message));
  return errors.join(" ") || problem.detail || words.failed;
}

/**
 * Sends files to a resource's import. The key of one import is kept until its answer is definite.
 * @param {Resource} resource
 */
export function useUpload(resource) {
  const [state, setState] = useState(IDLE);
  const key = useRef(null);
  const abort = useRef(null);
  useEffect(() => (state.busy ? guard(() => confirmDialog({ ...W.leave, tone: "danger" })) : undefined), [state.busy]);
  useEffect(() => () => abort.current?.abort(), []);

  const run = async (sheet, query, { keyed = false } = {}) => {
    const wanted = JSON.stringify([sheet.file.name, sheet.file.size, sheet.file.lastModified, sheet.charset, query]);
    if (keyed && key.current?.wanted !== wanted) key.current = { wanted, key: newKey() };
    const mine = new AbortController();
    abort.current = mine;
    setState({ ...IDLE, busy: true, keyed });
    try {
      const report = await upload(resource.operations.import.path, {
        query, file: sheet.file, type: `${TYPES[sheet.format]}; charset=${sheet.charset}`, key: keyed ? key.current.key : undefined,
        signal: mine.signal, probe: listPath(resource), onProgress: (share) => setState((before) => ({ ...before, share })),
      });
      if (keyed) {
        key.current = null;
        staleLists(resource);
      }
      setState(IDLE);
      return report;
    } catch (problem) {
      if (problem.status >= 400 && problem.status < 500 && problem.code !== "in_progress") key.current = null;
      setState({ ...IDLE, problem: problem.name === "AbortError" ? null : said(resource, problem) });
      return null;
    }
  };
  return { ...state, run, stop: () => abort.current?.abort(), clear: () => setState((before) => (before.busy ? before : IDLE)) };
}
