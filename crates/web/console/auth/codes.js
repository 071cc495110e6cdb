/** Codes by message: asking for one, and signing in by it. */
import { post } from "../core/http.js";
import { newKey } from "../core/keys.js";

/** This page as the device that asks for codes and enters them; gone with the page. */
const device = newKey();

/**
 * Has a code sent.
 * @returns {Promise<{again: Date}>} when another can be sent
 */
export async function requestCode(contact) {
  const { data } = await post("/auth/otp/request", { contact: contact.trim(), device_id: device }, { quiet: true });
  return { again: new Date(Date.now() + data.retry_after * 1000) };
}

/** Signs in by the code; gives what `/auth/me` says, or `{mfa_required, factors}`. */
export async function verifyCode(contact, code) {
  const body = { contact: contact.trim(), device_id: device, code: code.trim() };
  return (await post("/auth/otp/verify", body, { quiet: true })).data;
}
