//! Calls and their transcripts.

pub mod progress;
pub mod told;
pub mod turns;

use crate::agents::AGENTS;
use crate::kit::{Field, Operation, Resource};
use crate::phones::PHONES;

/// The states of a call, as Twilio names them (<https://www.twilio.com/docs/voice/api/call-resource#call-status-values>)
/// and `initiated`, which only callbacks have. From `completed` on they are final.
const STATUSES: &[&str] =
    &["queued", "initiated", "ringing", "in-progress", "completed", "busy", "no-answer", "failed", "canceled"];

/// Calls of the tenant's phones. The carrier tells of them, and clients only read.
pub static CALLS: Resource = Resource::new("call", "calls", "app.calls")
    .section("Voice", "phone-call")
    .shared()
    .operations(&[Operation::List, Operation::Find])
    .fields(&[
        Field::reference("phone_id", &PHONES)
            .required()
            .read_only()
            .filterable()
            .example("0197a3c2-7d50-7000-8000-000000000001"),
        Field::reference("agent_id", &AGENTS).read_only().example("0197a3c2-7d50-7000-8000-000000000001"),
        Field::one_of("direction", &["incoming", "outgoing"], "incoming").required().read_only(),
        Field::text("from", 1, 100).required().read_only().example("+14155550100"),
        Field::text("to", 1, 100).required().read_only().example("+14155550101"),
        Field::one_of("status", STATUSES, "queued")
            .tones(&[
                ("queued", "muted"),
                ("initiated", "info"),
                ("ringing", "info"),
                ("in-progress", "info"),
                ("completed", "good"),
                ("busy", "warn"),
                ("no-answer", "warn"),
                ("failed", "bad"),
                ("canceled", "muted"),
            ])
            .required()
            .read_only()
            .filterable(),
        Field::text("carrier_sid", 1, 100).read_only().example("CA00000000000000000000000000000001"),
        // Null for a call that was not answered.
        Field::integer("duration_seconds", 0, i64::MAX).read_only().example("42"),
        Field::timestamp("answered_at").read_only(),
        Field::timestamp("ended_at").read_only(),
        Field::text("error_code", 1, 100).read_only(),
        // Whether no carrier but the simulated one knows of it.
        Field::boolean("simulated", false).required().read_only(),
    ]);

/// What was said in a call, in its order: in each turn the agent hears the other side and says something.
pub static TURNS: Resource = Resource::new("call-turn", "call-turns", "app.call_turns")
    .section("Voice", "audio-lines")
    .under(&CALLS, "call_id")
    .segment("turns")
    .operations(&[Operation::List])
    .sorted_by("number")
    .fields(&[
        Field::uuid("call_id")
            .refers_to("calls")
            .required()
            .read_only()
            .example("0197a3c2-7d50-7000-8000-000000000001"),
        Field::integer("number", 1, i64::MAX).required().read_only().sortable().followable().example("1"),
        Field::text("heard", 1, 100_000).read_only().example("I'd like a demo"),
        Field::text("said", 1, 100_000).read_only().example("With pleasure. When would suit you?"),
    ]);
