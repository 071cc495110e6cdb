/** Names that JSDoc uses in all of the console. `core/http.js` and `core/api.js` say what they mean. */

/** A refusal of the API, or a connection that failed (status 0). */
interface Problem extends Error {
  status: number;
  code: string;
  title: string;
  detail: string;
  errors: { field: string; code: string; message: string }[];
  requestId: string | null;
  retryAfter: number | null;
  blockedUntil: Date | null;
  data: any;
  headers: Headers;
}

/** A row as the API sends it. */
type Row = { [field: string]: any };

/** What is sent behind the question mark. */
type Query = { [name: string]: any };

interface Field {
  name: string;
  label: string;
  kind: string;
  [more: string]: any;
}

interface Resource {
  name: string;
  plural: string;
  path: string;
  labels: [string, string];
  fields: Field[];
  field(name: string): Field;
  operations: { [name: string]: { method: string; path: string; access: any; description: string } | undefined };
  canCreate(): boolean;
  canChange(): boolean;
  canDelete(): boolean;
  [more: string]: any;
}

/** A list of the API, page by page: of `usePages`. */
interface Pages {
  /** Null until the first page is there. */
  rows: Row[] | null;
  problem: Problem | null;
  busy: boolean;
  cursor: string | null;
  more(): Promise<void>;
  reload(): Promise<void>;
  setRows(change: (rows: Row[]) => Row[]): void;
}

interface ListState {
  rows: Row[] | null;
  cursor: string | null;
  busy: boolean;
  problem: Problem | null;
  /** Ids of rows that came elsewhere, and aren't shown yet. */
  fresh: Set<string>;
}

interface RowState {
  row: Row | null;
  etag: string | null;
  problem: Problem | null;
  busy: boolean;
}

/** What the cache of rows and lists has at a path. */
interface Entry<State> {
  key: string;
  path: string;
  state: import("@preact/signals").Signal<State>;
  /** Counts the readings, so that one that was overtaken is dropped. */
  turn: number;
}

interface ListEntry extends Entry<ListState> {
  query: Query;
  parent?: string;
  stale: boolean;
  /** How many screens show it. */
  seen?: number;
}

type RowEntry = Entry<RowState>;

/** By the column's name, the field that it goes to. */
type ColumnMap = { [column: string]: string | null };

/** A file to import. */
interface Sheet {
  file: File;
  format: "csv" | "ndjson";
  charset: string;
  separator: string;
  columns: { name: string; examples: string[] }[];
}

/** What became of an imported file: `Report` of the API. */
interface ImportReport {
  rows_read: number;
  imported: number;
  updated: number;
  skipped: number;
  failed: number;
  errors: { row: number; field: string; code: string; message: string }[];
}

/** What became of one of many acts. A problem is whatever was thrown. */
type Outcome<Item, Value> =
  | { ok: true; item: Item; value: Value; problem?: undefined }
  | { ok: false; item: Item; value?: undefined; problem: any };

/** A field that two people changed at once. */
interface Conflict {
  field: string;
  base: unknown;
  mine: unknown;
  theirs: unknown;
}

/** My change of a row, joined with the row as it is now. */
interface Joined<Kind> {
  kind: Kind;
  theirs: Row;
  merged: Row;
  conflicts: Conflict[];
  row: Row;
  etag: string;
}

interface Saved {
  kind: "saved";
  row: Row;
  etag: string;
}

interface Window {
  /** The tests' guard hears of violations of the policy. */
  reportViolation(text: string): void;
}
