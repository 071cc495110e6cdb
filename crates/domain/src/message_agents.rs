use crate::kit::{Field, Resource};
use crate::phones::PHONES;
use crate::prompts::PROMPTS;

/// Who replies to the messages that come to a phone. At most one is active.
pub static MESSAGE_AGENTS: Resource = Resource::new("message-agent", "message-agents", "app.message_agents")
    .shared()
    .unique("message_agents_one_active", "agent_active", "Another agent is active on this phone.")
    .fields(&[
        Field::text("name", 1, 200).required().sortable().example("Ada by text"),
        Field::reference("phone_id", &PHONES).required().filterable().example("0197a3c2-7d50-7000-8000-000000000001"),
        Field::reference("prompt_id", &PROMPTS).example("0197a3c2-7d50-7000-8000-000000000001"),
        Field::boolean("active", false),
    ]);
