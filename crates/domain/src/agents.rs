use crate::kit::{Field, Resource};
use crate::phones::PHONES;
use crate::prompts::PROMPTS;

/// Who speaks in the calls of a phone. In each direction at most one is active.
pub static AGENTS: Resource = Resource::new("agent", "agents", "app.agents")
    .shared()
    .unique("agents_one_active", "agent_active", "Another agent is active on this phone in this direction.")
    .fields(&[
        Field::text("name", 1, 200).required().sortable().example("Ada at the front desk"),
        Field::one_of("direction", &["incoming", "outgoing"], "incoming").required(),
        Field::reference("phone_id", &PHONES).required().filterable().example("0197a3c2-7d50-7000-8000-000000000001"),
        Field::reference("prompt_id", &PROMPTS).example("0197a3c2-7d50-7000-8000-000000000001"),
        Field::text("greeting", 1, 2_000).example("Good morning, how may I help you?"),
        // As the carrier names it: Polly.Amy.
        Field::text("voice", 1, 100).example("Polly.Amy"),
        // A tag of BCP 47.
        Field::text("language", 2, 100).example("en-GB"),
        Field::boolean("active", false),
    ]);
