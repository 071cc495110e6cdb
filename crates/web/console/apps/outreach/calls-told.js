/** What these screens say of scheduled calls besides the description: whom and when a call is for. */
const TOLD = { title: "to", columns: ["to", "scheduled_at", "status", "agent_id", "phone_id"], compact: ["to", "scheduled_at", "status"] };

/** @param {Resource} resource @returns {Resource} */
export const told = (resource) => resource && Object.assign(Object.create(resource), TOLD);
