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

interface Window {
  /** The tests' guard hears of violations of the policy. */
  reportViolation(text: string): void;
}
