/**
 * Verifies webhooks with npm's `standardwebhooks`: reads a line of JSON a message, and answers each with a line of JSON.
 *   .ci/console-node .ci/webhook-verifier.mjs
 * A message has `secret`, `headers`, `body` in base64, and `minutes`, by which the library's clock is ahead. The answer has `accepted`; before
 * the first stands the library's `version`.
 */
import { createRequire } from "node:module";
import { join } from "node:path";
import { createInterface } from "node:readline";

const fromPackages = createRequire(join(process.env.CONSOLE_PACKAGES, "package.json"));
const { Webhook, WebhookVerificationError } = fromPackages("standardwebhooks");
const print = (line) => console.log(JSON.stringify(line));
const now = Date.now;

print({ version: fromPackages("standardwebhooks/package.json").version });
for await (const line of createInterface({ input: process.stdin })) {
  const { secret, headers, body, minutes } = JSON.parse(line);
  Date.now = () => now() + minutes * 60_000;
  try {
    new Webhook(secret).verify(Buffer.from(body, "base64"), headers);
    print({ accepted: true });
  } catch (error) {
    if (!(error instanceof WebhookVerificationError)) throw error;
    print({ accepted: false });
  }
}
