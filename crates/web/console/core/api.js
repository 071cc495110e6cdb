/** What the API's description says of its resources: the generated screens follow from this alone. */
import { signal } from "./html.js";
import { me } from "./session.js";
import { atLeast, mayWrite } from "./tenant.js";

const loaded = signal(null);
let loading = null;
let known = [];

/** Reads the description, once. It stands beside the console's own files, so the browser keeps it for a release. */
export function loadDescription() {
  loading ??= (async () => {
    const response = await fetch(new URL("../openapi.json", import.meta.url));
    if (!response.ok) throw new Error(`The description can't be read: ${response.status}.`);
    const description = await response.json();
    known = read(description);
    loaded.value = description;
    return description;
  })().catch((error) => {
    loading = null;
    throw error;
  });
  return loading;
}

/** All resources that have a list. @returns {any[]} */
export const resources = () => (loaded.value ? known : []);

/** A resource by the plural of its name, or null. @param {string} plural @returns {any} */
export const resource = (plural) => resources().find((one) => one.plural === plural) ?? null;

function read(description) {
  const { schemas } = description.components;
  const all = Object.entries(schemas)
    .filter(([, schema]) => schema["x-resource"])
    .map(([name, schema]) => new Resource(description, name, schema["x-resource"], schema));
  for (const one of all) one.join(all);
  return all.filter((one) => one.operations.list);
}

/** The operations of the description by their names. */
function operationsOf(description) {
  const all = new Map();
  for (const [path, methods] of Object.entries(description.paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      if (!operation.operationId) continue;
      const parameters = (operation.parameters ?? []).map(({ name, schema }) => ({ name, schema }));
      all.set(operation.operationId, {
        method: method.toUpperCase(), path, parameters, access: operation["x-access"] ?? {},
        description: operation.description ?? "", summary: operation.summary ?? "",
      });
    }
  }
  return all;
}

let operations = { of: null, map: new Map() };
const operationNamed = (description, name) => {
  if (operations.of !== description) operations = { of: description, map: operationsOf(description) };
  return operations.map.get(name);
};

/** A kind of thing that tenants own. */
class Resource {
  /** @type {string} */
  plural;

  /** The one that this belongs to; by its name only, until it is joined. @type {Resource|{plural: string}|null|undefined} */
  parent;

  constructor(description, schemaName, told, row) {
    const { schemas } = description.components;
    Object.assign(this, told);
    this.schemaName = schemaName;
    this.labels = told.labels;
    this.icon = told.icon ?? "file-text";
    this.operations = Object.fromEntries(
      Object.entries(told.operations).map(([name, operation]) => [name, operationNamed(description, operation)]));
    const query = this.operations.list?.parameters ?? [];
    const sort = query.find(({ name }) => name === "sort")?.schema;
    this.sorts = sort?.enum ?? [];
    this.defaultSort = sort?.default ?? "-created_at";
    this.actions = told.actions.map((action) => {
      const { path, access } = operationNamed(description, action.operation);
      return { ...action, path, access };
    });
    this.fields = fieldsOf(row, schemas[`New${schemaName}`], schemas[`${schemaName}Changes`], this.sorts, query);
    this.children = [];
  }

  /** Finds the resources that belong to this one, and the one that this belongs to. */
  join(all) {
    const { parent } = this;
    this.children = all.filter((one) => one !== this && (one.parent?.plural === this.plural) && one.operations.list);
    if (parent && !(parent instanceof Resource)) {
      Object.defineProperty(this, "parent", { value: all.find(({ plural }) => plural === parent.plural) ?? null });
    }
  }

  /** @param {string} name */
  field(name) {
    return this.fields.find((field) => field.name === name) ?? null;
  }

  /** Whether the user may do an operation in the tenant. @param {any} operation */
  may(operation) {
    if (!operation) return false;
    const { caller, role, impersonator } = operation.access;
    if (impersonator === "none" && me.value?.impersonation) return false;
    return caller === "member" ? mayWrite() && atLeast(role ?? "member") : false;
  }

  /** Whether its list is for the user's role. */
  canRead() {
    return atLeast(this.operations.list.access.role ?? "viewer");
  }

  canCreate() {
    return this.may(this.operations.create);
  }

  canChange() {
    return this.may(this.operations.change) || this.may(this.operations.replace);
  }

  canDelete() {
    return this.may(this.operations.delete);
  }
}

const HIDDEN = new Set(["version", "deleted_at"]);

function fieldsOf(row, made = {}, changed = {}, sorts, query) {
  const names = new Set([...Object.keys(row.properties ?? {}), ...Object.keys(made.properties ?? {})]);
  return [...names].filter((name) => !HIDDEN.has(name)).map((name) => {
    const [shown, new_, change] = [row, made, changed].map((schema) => schema.properties?.[name]);
    const schema = new_ ?? change ?? shown;
    const told = schema["x-field"] ?? {};
    const types = [schema.type ?? []].flat();
    return {
      name,
      label: told.label ?? name,
      kind: told.kind ?? "text",
      help: told.help ?? null,
      group: told.group ?? null,
      tones: told.tones ?? {},
      refers: told.refers ?? null,
      long: told.kind === "long",
      required: made.required?.includes(name) ?? false,
      readOnly: !new_ && !change,
      createOnly: Boolean(new_ && !change && Object.keys(changed.properties ?? {}).length > 0),
      writeOnly: !shown,
      nullable: types.includes("null"),
      options: schema.enum?.filter((word) => word !== null) ?? null,
      min: schema.minimum, max: schema.maximum, minLength: schema.minLength, maxLength: schema.maxLength,
      minItems: schema.minItems, maxItems: schema.maxItems, pattern: schema.pattern, default: schema.default,
      filter: query.some((parameter) => parameter.name === name),
      sort: sorts.includes(name),
    };
  });
}
