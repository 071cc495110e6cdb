use crate::calls::CALLS;
use crate::kit::{Field, Resource};

/// Recordings of calls. The server sets the URL, once there is something to hear.
pub static RECORDINGS: Resource = Resource::new("recording", "recordings", "app.recordings").shared().fields(&[
    Field::reference("call_id", &CALLS).required().filterable().example("0197a3c2-7d50-7000-8000-000000000001"),
    Field::integer("duration_seconds", 0, 86_400).example("42"),
    Field::url("url").read_only(),
]);
