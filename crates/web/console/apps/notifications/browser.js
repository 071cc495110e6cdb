/** Push in this browser: its worker, its permission, its subscription. */
import { get, post } from "../../core/http.js";
import { hrefOf } from "../../core/path.js";

const WORKER = hrefOf("/push-worker.js");
const SCOPE = hrefOf("/");

/** Why push can't be turned on. */
export class Refusal extends Error {
  /** @param {string} why a word of `words.push.no` */
  constructor(why) {
    super(why);
    this.why = why;
  }
}

/** What keeps this browser from push whatever its user does, or null. */
export function lacking() {
  if (!window.isSecureContext) return "insecure";
  return "serviceWorker" in navigator && "PushManager" in window && "Notification" in window ? null : "unsupported";
}

let policy = null;

/** Registers the worker. The page's policy lets this one address be a script's. */
function register() {
  const { trustedTypes } = /** @type {any} */ (window);
  policy ??= trustedTypes?.createPolicy("push-worker", {
    createScriptURL(url) {
      if (url !== WORKER) throw new TypeError("No worker is at this address.");
      return url;
    },
  });
  return navigator.serviceWorker.register(policy ? policy.createScriptURL(WORKER) : WORKER, { scope: SCOPE });
}

const registration = () => navigator.serviceWorker.getRegistration(SCOPE);

/** The endpoint that this browser is subscribed with, or null. */
export async function subscribed() {
  if (lacking()) return null;
  return (await (await registration())?.pushManager.getSubscription())?.endpoint ?? null;
}

const base64url = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");

async function allowed() {
  const answer = Notification.permission === "default" ? await Notification.requestPermission() : Notification.permission;
  if (answer === "granted") return;
  throw new Refusal(answer === "denied" ? "denied" : "unanswered");
}

/** The key of the installation's messages. */
async function keyOf() {
  try {
    return (await get("/api/push-subscriptions/key", { quiet: true })).data.public_key;
  } catch (problem) {
    throw problem.code === "push_unavailable" ? new Refusal("off") : problem;
  }
}

/** Subscribes this browser. @throws {Refusal|Problem} */
export async function turnOn() {
  const missing = lacking();
  if (missing) throw new Refusal(missing);
  const key = await keyOf();
  const ready = await register();
  await allowed();
  await navigator.serviceWorker.ready;
  let subscription;
  try {
    subscription = await ready.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
  } catch (error) {
    throw new Refusal(error.name === "NotAllowedError" ? "denied" : "service");
  }
  const body = { endpoint: subscription.endpoint, p256dh: base64url(subscription.getKey("p256dh")), auth: base64url(subscription.getKey("auth")) };
  try {
    return (await post("/api/push-subscriptions", body)).data;
  } catch (problem) {
    await subscription.unsubscribe();
    throw problem.errors?.some(({ code }) => code === "no_push_service") ? new Refusal("foreign") : problem;
  }
}

/** Ends this browser's subscription, and its worker. */
export async function turnOff() {
  const found = await registration();
  await (await found?.pushManager.getSubscription())?.unsubscribe();
  await found?.unregister();
}

/** Shows a notification of the browser, as the worker does. @param {string} title @param {string} body */
export async function showTest(title, body) {
  await allowed();
  await (await register()).showNotification(title, { body, tag: "test" });
}
