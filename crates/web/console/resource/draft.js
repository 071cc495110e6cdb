/** What stands in a form: its values, what is wrong with them, and whether leaving would lose them. */
import { useEffect, useMemo, useRef, useState } from "../core/html.js";
import { guard } from "../core/router.js";
import { words } from "../core/words/resource.js";
import { confirmDialog } from "../ui/Dialog.js";
import { check, checkAll, isEmpty } from "./checks.js";
import { changes } from "./merge.js";

/** Whether a field is what the sender names a row by, so that sending it twice makes one: the submission's key. @param {Field} field */
export const isSenders = (field) => field.name === "client_id" && field.kind === "uuid";

/** The fields that a form of a new or of a known row holds. @param {Resource} resource @param {boolean} isNew */
export const formFields = (resource, isNew) =>
  resource.fields.filter((field) => !field.readOnly && !isSenders(field) && (isNew || !field.createOnly));

/** A value as the API takes it: nothing is null, numbers are numbers. */
function normal(field, value) {
  if (isEmpty(value)) return ["tags", "uuids"].includes(field.kind) && !field.nullable ? [] : null;
  return field.kind === "integer" && typeof value === "string" ? Number(value) : value;
}

const all = (fields, values) => Object.fromEntries(fields.map((field) => [field.name, normal(field, values[field.name])]));

/** Asks before a changed form is left. @returns {Promise<boolean>} whether to leave */
export const askToLeave = () =>
  confirmDialog({ title: words.form.leaveTitle, body: words.form.leaveText, confirm: words.form.leave, tone: "danger" });

/**
 * The draft of a row.
 * @param {Field[]} fields
 * @param {Row|null} row null for a new one
 * @param {Row|null} [preset] the first values of a new one
 */
export function useDraft(fields, row, preset = null) {
  const start = useMemo(() => {
    const first = row ?? { ...Object.fromEntries(fields.map((field) => [field.name, field.default ?? null])), ...preset };
    return all(fields, first);
  }, []);
  const [base, setBase] = useState(start);
  const [values, setValues] = useState(start);
  const [touched, setTouched] = useState(/** @type {Record<string, boolean>} */ ({}));
  const [server, setServer] = useState(/** @type {Record<string, string>} */ ({}));
  const now = all(fields, values);
  const patch = changes(base, now);
  const dirty = Object.keys(patch).length > 0;

  const dirtyNow = useRef(dirty);
  dirtyNow.current = dirty;
  useEffect(() => guard(() => (dirtyNow.current ? askToLeave() : true), () => dirtyNow.current), []);

  const wrongs = checkAll(fields, now);
  const known = Boolean(row);
  return {
    base,
    values,
    now,
    dirty,
    patch,
    /** What is wrong with a field, as far as its reader should be told by now. */
    errorOf: (field) => server[field.name] ?? (touched[field.name] ? check(field, now[field.name]) : null),
    /** @param {string} name @param {unknown} value */
    set(name, value) {
      setValues((old) => ({ ...old, [name]: value }));
      setServer(({ [name]: _, ...rest }) => rest);
    },
    touch: (name) => setTouched((old) => (old[name] ? old : { ...old, [name]: true })),
    /** Marks all fields as seen, and tells what is wrong. A known row's untouched fields are left alone. */
    wrong() {
      setTouched(Object.fromEntries(fields.map((field) => [field.name, true])));
      return Object.entries(wrongs).filter(([name]) => !known || name in patch);
    },
    refused: (errors) => setServer(errors),
    /** Leaving loses nothing any more. */
    settle: () => (dirtyNow.current = false),
    /** Begins anew from a row, or from nothing. */
    reset(next) {
      const fresh = next ? all(fields, next) : start;
      dirtyNow.current = false;
      setBase(fresh);
      setValues(fresh);
      setTouched({});
      setServer({});
    },
    /** The body of a new row: what is empty is left out, but for lists that must be given. */
    body: () => Object.fromEntries(fields.map(({ name, required }) => [name, now[name], required])
      .filter(([, value, required]) => !isEmpty(value) || (required && Array.isArray(value)))),
  };
}
