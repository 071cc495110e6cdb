/** Requests to the API, and what the console does about each kind of answer. */
import { newKey } from "./keys.js";

/** A refusal of the API (RFC 9457), or a connection that failed (status 0, code `offline`). */
export class Problem extends Error {
  /** @param {number} status @param {any} data the body @param {Headers} [headers] */
  constructor(status, data, headers) {
    super(data?.detail ?? data?.title ?? "The request failed.");
    this.name = "Problem";
    this.status = status;
    this.code = data?.code ?? String(status);
    this.title = data?.title ?? "";
    this.detail = this.message;
    /** @type {{field: string, code: string, message: string}[]} */
    this.errors = data?.errors ?? [];
    this.requestId = data?.request_id ?? headers?.get("x-request-id") ?? null;
    const wait = Number(headers?.get("retry-after"));
    /** Seconds, or null. */
    this.retryAfter = headers?.has("retry-after") && Number.isFinite(wait) ? wait : null;
    /** @type {Date|null} */
    this.blockedUntil = data?.blocked_until ? new Date(data.blocked_until) : null;
    this.data = data;
    this.headers = headers ?? new Headers();
  }
}

/**
 * What the core does where a request can't go on by itself; `session.js`, `tenant.js` and the shell set these.
 * @type {{signIn: (() => Promise<void>)|null, prove: ((reason: string) => Promise<void>)|null, tenant: () => string|null,
 *   heard: (headers: Headers, problem: Problem|null) => void, reached: (isReached: boolean) => void}}
 */
export const hooks = { signIn: null, prove: null, tenant: () => null, heard: () => {}, reached: () => {} };

const TRIES = 4;
const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

/**
 * `tenant`: another than the tab's, or null for none; `raw`: the body as a Blob; `quiet`: no dialogs and no second try.
 * @typedef {{body?: any, query?: Record<string, any>, tenant?: string|null, key?: string, ifMatch?: string,
 *   headers?: Record<string, string>, signal?: AbortSignal, raw?: boolean, quiet?: boolean}} Options
 */

/**
 * Sends a request. A session that ended and a proof that is too old are asked for in a dialog, and the request is sent
 * again; reads, and writes that can be sent twice, are tried again where the server can't be reached.
 * @param {string} method
 * @param {string} path
 * @param {Options} [options]
 * @returns {Promise<{status: number, data: any, etag: string|null, headers: Headers, requestId: string|null}>}
 * @throws {Problem}
 */
export async function request(method, path, options = {}) {
  const key = options.key ?? (method === "POST" ? newKey() : undefined);
  const canRepeat = method === "GET" || key !== undefined || options.ifMatch !== undefined;
  for (let tries = 1; ; tries += 1) {
    try {
      return await send(method, path, { ...options, key });
    } catch (problem) {
      if (!(problem instanceof Problem) || options.quiet) throw problem;
      if (problem.status === 401 && hooks.signIn && !path.startsWith("/auth/login")) await orThrow(problem, hooks.signIn());
      else if (problem.code === "reauthentication_required" && hooks.prove) await orThrow(problem, hooks.prove(problem.detail));
      else if (canRepeat && tries < TRIES && isPassing(problem)) await pause(waitOf(problem, tries));
      else throw problem;
    }
  }
}

const isPassing = ({ status, code }) => status === 0 || status === 503 || (status === 409 && code === "in_progress");
const waitOf = ({ retryAfter }, tries) =>
  retryAfter === null ? (0.5 + Math.random()) * 300 * 2 ** tries : Math.min(retryAfter, 10) * 1000;

async function orThrow(problem, done) {
  try {
    await done;
  } catch {
    throw problem;
  }
}

/** @param {string} method @param {string} path @param {Options} options */
async function send(method, path, { body, query, tenant, key, ifMatch, headers = {}, signal, raw }) {
  const wanted = tenant === undefined ? hooks.tenant() : tenant;
  /** @type {Record<string, string>} */
  const sent = { Accept: raw ? "*/*" : "application/json", ...headers };
  if (path.startsWith("/api/") && wanted) sent["X-Tenant"] = wanted;
  if (method === "POST" && key) sent["Idempotency-Key"] = key;
  if (ifMatch) sent["If-Match"] = ifMatch;
  if (body !== undefined && !(body instanceof Blob) && !(body instanceof FormData)) {
    sent["Content-Type"] ??= method === "PATCH" ? "application/merge-patch+json" : "application/json";
    body = JSON.stringify(body);
  }
  let response;
  let data = null;
  try {
    response = await fetch(path + queryOf(query), { method, headers: sent, body, signal, cache: "no-store" });
    if (raw && response.ok) data = await response.blob();
    else data = parse(await response.text());
  } catch (error) {
    if (error?.name === "AbortError") throw error;
    hooks.reached(false);
    throw new Problem(0, { code: "offline", title: "No connection", detail: "The server can't be reached." });
  }
  hooks.reached(true);
  const requestId = response.headers.get("x-request-id");
  const problem = response.ok ? null : new Problem(response.status, data, response.headers);
  hooks.heard(response.headers, problem);
  if (problem) throw problem;
  return { status: response.status, data, etag: response.headers.get("etag"), headers: response.headers, requestId };
}

function queryOf(query = {}) {
  const pairs = Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== "");
  return pairs.length ? `?${new URLSearchParams(pairs.map(([name, value]) => [name, String(value)]))}` : "";
}

function parse(text) {
  try {
    return text ? JSON.parse(text) : null;
  } catch {
    return null;
  }
}

/** @param {string} path @param {Options} [options] */
export const get = (path, options) => request("GET", path, options);
/** @param {string} path @param {any} [body] @param {Options} [options] */
export const post = (path, body, options) => request("POST", path, { ...options, body });
/** @param {string} path @param {any} body @param {Options} [options] */
export const put = (path, body, options) => request("PUT", path, { ...options, body });
/** @param {string} path @param {any} body @param {Options} [options] */
export const patch = (path, body, options) => request("PATCH", path, { ...options, body });
/** @param {string} path @param {Options} [options] */
export const del = (path, options) => request("DELETE", path, options);
