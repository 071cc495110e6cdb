/** Webhooks as these screens show them: the generated parts, with a few fields drawn by hand. */
import { resource } from "../../core/api.js";
import { derived } from "../../resource/derived.js";
import { Events, EventsInput } from "./events.js";
import { LastResult, State } from "./state.js";
import { words as W } from "./words.js";

const COLUMNS = ["url", "status", "last_result", "events", "created_at"];
const PAYLOADS = ["thin", "full"].map((value) => ({ value, label: W.payload[value] }));

const BY_HAND = {
  url: { help: W.urlHelp },
  events: { help: null, draw: EventsInput, Shown: Events },
  payload: { help: W.payload.help, options: PAYLOADS },
  ordered: { help: W.orderedHelp },
  status: { Shown: State },
};

const made = new WeakMap();

/** Webhooks, the same object each time; null where the server has none. @returns {Resource|null} */
export function webhooks() {
  const told = resource("webhooks");
  if (!told || made.has(told)) return made.get(told) ?? null;
  const fields = told.fields.filter(({ name }) => name !== "disabled_reason").map((field) => ({ ...field, ...BY_HAND[field.name] }));
  fields.push({ name: "last_result", label: W.result, kind: "text", readOnly: true, Shown: LastResult });
  const own = derived(told, { title: "url", columns: COLUMNS, compact: ["url", "status", "last_result"], fields });
  made.set(told, own);
  return own;
}

/** Deliveries of webhooks. @returns {Resource} */
export const deliveries = () => resource("webhooks").children.find((child) => child.plural === "webhook-deliveries");
