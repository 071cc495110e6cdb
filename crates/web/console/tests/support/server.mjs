/** The server under test, and clients of its API beside the browser. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { setTimeout as pause } from "node:timers/promises";
import { codeOf as totp } from "./totp.mjs";

if (!process.env.BASE_URL) throw new Error("BASE_URL names no server; run these tests by `just console`");

/** Where the browser finds the server. A passkey belongs to a name, which 127.0.0.1 isn't. */
export const ORIGIN = process.env.BASE_URL.replace("127.0.0.1", "localhost");

export const PASSWORD = "fifteen turtles walking";

/** How long something may take on a busy machine, in milliseconds. */
export const PATIENCE = Number(process.env.PATIENCE_MS ?? 40_000);

let count = 0;

/** An address that no other test has. */
export const newEmail = (name = "ann") => `${name}${(count += 1)}-${Date.now().toString(36)}@test.example`;

/**
 * Waits until something is there.
 * @template T
 * @param {() => Promise<T|null|undefined|false>|T|null|undefined|false} find
 * @param {string} what the failure's words
 * @returns {Promise<T>}
 */
export async function until(find, what) {
  const end = Date.now() + PATIENCE;
  for (;;) {
    const found = await find();
    if (found) return found;
    if (Date.now() > end) throw new assert.AssertionError({ message: `in vain: ${what}` });
    await pause(50);
  }
}

/** A client of the API with cookies of its own. */
export class Client {
  /** @type {Map<string, string>} */
  cookies = new Map();
  base = process.env.BASE_URL;
  email = "";
  verified = false;
  /** Of the authenticator app. */
  secret = "";
  /** What `/auth/me` said at the sign-in. @type {any} */
  me = null;

  /** A new user with a tenant. @param {string} [name] @param {string} [base] the server, where it is another one */
  static async register(name = "ann", base = process.env.BASE_URL) {
    const client = new Client();
    client.base = base;
    client.email = newEmail(name);
    client.me = await client.send("POST", "/auth/register", { email: client.email, password: PASSWORD }, { expect: 201 });
    return client;
  }

  /** The tenant that the user registered. */
  get tenant() {
    return this.me.tenant;
  }

  /**
   * Sends a request, and gives the answer's body.
   * @param {string} method
   * @param {string} path
   * @param {object} [body]
   * @param {{expect?: number, tenant?: string, headers?: object}} [options] `expect`: the answer's status; any success without it
   */
  send(method, path, body, options) {
    return this.ask(method, path, body === undefined ? undefined : JSON.stringify(body), "application/json", options);
  }

  /** Sends a file. */
  upload(path, text, type) {
    return this.ask("POST", path, text, type);
  }

  async ask(method, path, body, type, { expect, tenant = this.me?.tenant?.id, headers = {} } = /** @type {any} */ ({})) {
    const answer = await fetch(this.base + path, {
      method,
      headers: {
        Cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; "),
        ...(body === undefined ? {} : { "Content-Type": type }),
        ...(path.startsWith("/api/") && tenant ? { "X-Tenant": tenant } : {}),
        ...headers,
      },
      body,
    });
    for (const line of answer.headers.getSetCookie()) this.keep(line);
    const text = await answer.text();
    assert.ok(expect === undefined ? answer.ok : answer.status === expect, `${method} ${path} answers ${answer.status}: ${text}`);
    return text ? JSON.parse(text) : null;
  }

  keep(line) {
    const [pair] = line.split(";", 1);
    const at = pair.indexOf("=");
    if (/;\s*max-age=0/i.test(line)) this.cookies.delete(pair.slice(0, at));
    else this.cookies.set(pair.slice(0, at), pair.slice(at + 1));
  }

  /** Another user of this one's tenant, whose address the e-mails confirmed. */
  async invite(role, name = role) {
    await this.verify();
    const email = newEmail(name);
    await this.send("POST", "/api/invitations", { email, role });
    const token = tokenOf(await mailTo(email, "/accept-invitation"));
    const guest = new Client();
    guest.email = email;
    guest.me = await guest.send("POST", "/auth/invitations/accept", { token, password: PASSWORD });
    return guest;
  }

  /** Makes the user a platform admin by the command line, with an authenticator app. */
  async becomePlatformAdmin() {
    await this.verify();
    execFileSync(process.env.PROGRAM, ["admin", "create", this.email]);
    const { secret } = await this.send("POST", "/auth/mfa/totp/enroll");
    await this.send("POST", "/auth/mfa/totp/confirm", { code: totp(secret) });
    this.secret = secret;
  }

  /** Confirms the user's address. */
  async verify() {
    if (this.verified) return;
    await this.send("POST", "/auth/email/verify", { token: tokenOf(await mailTo(this.email, "/verify-email")) });
    this.verified = true;
  }
}

/** The newest e-mail or text to a contact whose text contains `part`. */
export const mailTo = (contact, part = "") =>
  until(async () => {
    const answer = await fetch(`${process.env.BASE_URL}/dev/mail.json`);
    const { items } = await answer.json();
    return items.find((one) => one.to === contact && one.text.includes(part));
  }, `a message to ${contact} with ${part || "any text"}`);

/** The path with the token that a message's link leads to. */
export function linkOf(message) {
  const { pathname, hash } = new URL(/https?:\/\/\S+/.exec(message.text)[0]);
  return pathname + hash;
}

export const tokenOf = (message) => new URLSearchParams(linkOf(message).split("#")[1]).get("token");

/** The six digits of a message. */
export const codeOf = (message) => /\b\d{6}\b/.exec(message.text)[0];
