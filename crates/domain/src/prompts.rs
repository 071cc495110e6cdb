use crate::kit::{Field, Resource};

/// What an agent is told to do: the text that its brain begins with.
pub static PROMPTS: Resource = Resource::new("prompt", "prompts", "app.prompts").shared().searchable().fields(&[
    Field::text("name", 1, 200).required().sortable().example("Front desk"),
    Field::text("body", 1, 20_000).required().example("You answer calls for a clinic. Book, move or cancel visits."),
    Field::one_of("kind", &["voice", "message"], "voice").filterable(),
]);
