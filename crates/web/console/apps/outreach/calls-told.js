/** What these screens say of scheduled calls besides the description: the number and the time. */
import { derived } from "../../resource/derived.js";

const TOLD = { title: "to", columns: ["to", "scheduled_at", "status", "agent_id", "phone_id"], compact: ["to", "scheduled_at", "status"] };

/** @param {Resource} resource @returns {Resource} */
export const told = (resource) => resource && derived(resource, TOLD);
