/** The ceremonies of WebAuthn: between the API's JSON and the browser's buffers. */
import { computed } from "../core/html.js";
import { post } from "../core/http.js";
import { options } from "../core/session.js";
import { words } from "../core/words/auth.js";

/** Why a passkey wasn't used: `reason` is "cancelled", "replaced", "known", "unknown", "unavailable" or "failed". */
export class PasskeyError extends Error {
  constructor(reason) {
    super(words.passkey[reason] ?? words.passkey.failed);
    this.name = "PasskeyError";
    this.reason = reason;
  }
}

const isAddress = (host) => /^[\d.]+$/.test(host) || host.startsWith("[");
const isLoopback = (host) => host.startsWith("127.") || host === "[::1]";

/**
 * Whether passkeys can be used here: "yes"; "address" where this page was opened at 127.0.0.1, whose name localhost
 * would do; "no" where the browser or the server has none.
 */
export const passkeys = computed(() => {
  if (!options.value?.passkeys) return "no";
  if (isAddress(location.hostname)) return isLoopback(location.hostname) ? "address" : "no";
  return globalThis.PublicKeyCredential && globalThis.isSecureContext ? "yes" : "no";
});

/** This page's address with the name that passkeys need. */
export function localhostAddress() {
  const url = new URL(location.href);
  url.hostname = "localhost";
  return url.href;
}

/** Whether the browser offers passkeys within its autofill. */
export async function canAutofill() {
  if (passkeys.value !== "yes") return false;
  return (await PublicKeyCredential.isConditionalMediationAvailable?.().catch(() => false)) ?? false;
}

const decode = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (char) => char.charCodeAt(0));

const encode = (buffer) =>
  btoa(Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join(""))
    .replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

const described = (list) => list?.map((entry) => ({ ...entry, id: decode(entry.id) }));

function creationOptions(json) {
  if (PublicKeyCredential.parseCreationOptionsFromJSON) return PublicKeyCredential.parseCreationOptionsFromJSON(json);
  return {
    ...json,
    challenge: decode(json.challenge),
    user: { ...json.user, id: decode(json.user.id) },
    excludeCredentials: described(json.excludeCredentials),
  };
}

function requestOptions(json) {
  if (PublicKeyCredential.parseRequestOptionsFromJSON) return PublicKeyCredential.parseRequestOptionsFromJSON(json);
  return { ...json, challenge: decode(json.challenge), allowCredentials: described(json.allowCredentials) };
}

/** A credential as JSON, also where the browser has no `toJSON` or a foreign one that fails. */
function credentialJson(credential) {
  try {
    return credential.toJSON();
  } catch {
    const response = { clientDataJSON: encode(credential.response.clientDataJSON) };
    for (const part of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (credential.response[part]) response[part] = encode(credential.response[part]);
    }
    const transports = credential.response.getTransports?.();
    if (transports) response.transports = transports;
    const clientExtensionResults = credential.getClientExtensionResults();
    return { id: credential.id, rawId: encode(credential.rawId), type: credential.type, response, clientExtensionResults };
  }
}

/** The ceremony that waits; a browser allows one at a time. */
let waiting = null;

/** Ends the ceremony that waits, as one that stands behind the autofill does. */
function stopPasskeys() {
  waiting?.abort();
  waiting = null;
}

const reasons = { NotAllowedError: "cancelled", AbortError: "replaced", InvalidStateError: "known", SecurityError: "unavailable", NotSupportedError: "unavailable" };

/** Runs one ceremony of the browser; the one before ends. */
async function ceremony(run, outer) {
  stopPasskeys();
  const mine = new AbortController();
  waiting = mine;
  const stop = () => mine.abort();
  outer?.addEventListener("abort", stop);
  try {
    if (outer?.aborted) throw new PasskeyError("replaced");
    return await run(mine.signal);
  } catch (error) {
    throw error instanceof DOMException ? new PasskeyError(reasons[error.name] ?? "failed") : error;
  } finally {
    outer?.removeEventListener("abort", stop);
    if (waiting === mine) waiting = null;
  }
}

/**
 * Creates a passkey for the signed-in user.
 * @param {string} [name] what the user calls the device
 * @returns {Promise<{id: string, name: string, created_at: string, recovery_codes?: string[]}>} the recovery codes come
 *   with the first factor, this once
 */
export async function registerPasskey(name) {
  const { data } = await post("/auth/passkeys/register/start");
  const publicKey = creationOptions(data.public_key);
  const credential = await ceremony((signal) => navigator.credentials.create({ publicKey, signal }));
  const body = { flow: data.flow, credential: credentialJson(credential), name: name?.trim() || words.passkey.defaultName };
  return (await post("/auth/passkeys/register/finish", body)).data;
}

async function assert({ conditional = false, signal, post: send }) {
  const { data } = await send("/auth/passkeys/login/start");
  const request = { publicKey: requestOptions(data.public_key) };
  if (conditional) request.mediation = "conditional";
  const credential = await ceremony((inner) => navigator.credentials.get({ ...request, signal: inner }), signal);
  return (await send("/auth/passkeys/login/finish", { flow: data.flow, credential: credentialJson(credential) })).data;
}

const quietly = (path, body) => post(path, body, { quiet: true });

/**
 * Signs in by a passkey alone, or completes a sign-in that owes a second factor.
 * @param {{conditional?: boolean, signal?: AbortSignal}} [how] `conditional`: within the autofill of a field with
 *   `autocomplete="… webauthn"`; waits until one is chosen, or `signal` ends it
 * @returns {Promise<object>} what `/auth/me` says
 */
export async function signInByPasskey({ conditional = false, signal } = {}) {
  try {
    return await assert({ conditional, signal, post: quietly });
  } catch (error) {
    if (error.status === 401 || error.code === "proof_refused") throw new PasskeyError("unknown");
    throw error;
  }
}

/**
 * Proves by a passkey that the signed-in user is there.
 * @returns {Promise<object>} what `/auth/me` says
 */
export async function provePasskey() {
  return signInByPasskey();
}
