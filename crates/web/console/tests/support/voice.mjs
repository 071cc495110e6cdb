/** Phones, agents and calls for tests. What a carrier tells of is written into the database. */
import { randomUUID } from "node:crypto";
import { sql } from "./database.mjs";

/** @param {import("./server.mjs").Client} user @param {object} [fields] */
export const newPhone = (user, fields = {}) =>
  user.send("POST", "/api/phones", { number: "+14155550123", provider: "simulated", label: "Front desk", ...fields }, { expect: 201 });

/** @param {import("./server.mjs").Client} user @param {{id: string}} phone @param {string} name @param {object} [fields] */
export const newAgent = (user, phone, name, fields = {}) =>
  user.send("POST", "/api/agents", { name, phone_id: phone.id, direction: "incoming", ...fields }, { expect: 201 });

const text = (value) => (value === null || value === undefined ? "null" : `'${String(value).replaceAll("'", "''")}'`);
const owned = (user) => `'${user.tenant.id}', '${randomUUID()}', '${user.me.user.id}'`;

/** A call of a phone's; its id. */
export function addCall(user, phone, { from = "+14155550100", to = phone.number, direction = "incoming", status = "completed", agent = null, seconds = null } = {}) {
  return sql(`insert into app.calls (tenant_id, id, owner_id, phone_id, agent_id, direction, "from", "to", status, duration_seconds, answered_at, ended_at, simulated)
    values (${owned(user)}, '${phone.id}', ${text(agent)}, '${direction}', '${from}', '${to}', '${status}', ${seconds ?? "null"},
      now(), ${status === "completed" ? "now()" : "null"}, true) returning id`);
}

/** A turn of a call: what was heard, and what the agent said. */
export const addTurn = (user, call, number, heard, said) =>
  sql(`insert into app.call_turns (tenant_id, id, owner_id, call_id, number, heard, said)
    values (${owned(user)}, '${call}', ${number}, ${text(heard)}, ${text(said)})`);

/** A recording of a call's; its id. */
export const addRecording = (user, call, seconds = 42) =>
  sql(`insert into app.recordings (tenant_id, id, owner_id, call_id, duration_seconds, carrier_sid)
    values (${owned(user)}, '${call}', ${seconds}, 'RE${"0".repeat(32)}') returning id`);

/** A second of silence, as a WAV file. */
export function silence() {
  const sound = Buffer.alloc(44 + 8000, 128);
  sound.write("RIFF", 0);
  sound.writeUInt32LE(36 + 8000, 4);
  sound.write("WAVEfmt ", 8);
  [[16, 16, 4], [1, 20, 2], [1, 22, 2], [8000, 24, 4], [8000, 28, 4], [1, 32, 2], [8, 34, 2]].forEach(([value, at, size]) => sound.writeUIntLE(value, at, size));
  sound.write("data", 36);
  sound.writeUInt32LE(8000, 40);
  return sound;
}
