/** Turning agents on and off: of a phone's agents one is active in each direction. */
import { useState } from "../../core/html.js";
import { resource as resourceOf } from "../../core/api.js";
import { get, patch } from "../../core/http.js";
import { toast } from "../../core/toasts.js";
import { etagOf, listPath, rowPath } from "../../resource/paths.js";
import { keepRow } from "../../resource/rows.js";
import { complain } from "../../resource/remove.js";
import { words } from "./words.js";

const W = words.agents;

/** Writes whether an agent is active, in the version that is shown. @param {Row} agent @param {boolean} active */
async function write(agent, active) {
  const agents = resourceOf("agents");
  const { data, etag } = await patch(rowPath(agents, agent.id), { active }, { ifMatch: etagOf(agent) });
  keepRow(agents, data, { etag });
  return data;
}

/** The agent that is active where this one would be, as the server has it now. @param {Row} agent */
async function holder(agent) {
  const { data } = await get(listPath(resourceOf("agents")), { query: { phone_id: agent.phone_id, limit: 100 } });
  return data.items.find((one) => one.active && one.direction === agent.direction && one.id !== agent.id) ?? null;
}

/**
 * What may be done with the agents of a phone.
 * @param {() => unknown} reload reads the agents anew, where the server had others than the screen
 * @returns {{busy: string|null, clash: {agent: Row, other: Row|null}|null, set: (agent: Row, active: boolean) => Promise<void>,
 *   replace: () => Promise<void>, dismiss: () => void}} `clash`: an agent that couldn't be activated, and the one that is active
 */
export function useActivation(reload) {
  const [busy, setBusy] = useState(/** @type {string|null} */ (null));
  const [clash, setClash] = useState(/** @type {{agent: Row, other: Row|null}|null} */ (null));

  const refused = async (problem, agent) => {
    if (problem.status === undefined) throw problem;
    if (problem.code === "agent_active") setClash({ agent, other: await holder(agent).catch(() => null) });
    else if (problem.status === 412 || problem.status === 404) {
      toast(W.changed, { tone: "warn" });
      await reload();
    } else complain(problem);
  };
  const run = async (agent, act) => {
    if (busy) return;
    setBusy(agent.id);
    setClash(null);
    try {
      await act();
    } catch (problem) {
      await refused(problem, agent);
    } finally {
      setBusy(null);
    }
  };
  const set = (agent, active) => run(agent, async () => {
    await write(agent, active);
    toast(active ? W.activated(agent.name) : W.deactivated(agent.name), { tone: "good" });
  });
  const replace = () => {
    const { agent, other } = clash;
    return run(agent, async () => {
      await write(other, false);
      try {
        await write(agent, true);
      } catch (problem) {
        // The phone isn't left without an agent: the one before takes its place again where it can.
        await get(rowPath(resourceOf("agents"), other.id)).then(({ data }) => write(data, true)).catch(() => toast(W.half(other.name), { tone: "warn" }));
        throw problem;
      }
      toast(W.replaced(agent.name, other.name), { tone: "good" });
    });
  };
  return { busy, clash, set, replace, dismiss: () => setClash(null) };
}
