use crate::calls::CALLS;
use crate::kit::{Field, Resource};
use crate::leads::LEADS;

/// What was said in a call, as a member writes it down.
pub static CALL_NOTES: Resource = Resource::new("call-note", "call-notes", "app.call_notes")
    .section("Sales", "notebook-pen")
    .shared()
    .searchable()
    .fields(&[
        Field::text("body", 1, 10_000).required().example("Asks for an offer by Friday"),
        Field::reference("lead_id", &LEADS).filterable().example("0197a3c2-7d50-7000-8000-000000000001"),
        Field::reference("call_id", &CALLS).filterable().example("0197a3c2-7d50-7000-8000-000000000001"),
    ]);
