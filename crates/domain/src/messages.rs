//! Text messages.

pub mod progress;
pub mod told;

use crate::kit::{Field, Operation, Resource};
use crate::message_agents::MESSAGE_AGENTS;
use crate::phones::PHONES;

/// The states of a message, as Twilio names them
/// (<https://www.twilio.com/docs/messaging/api/message-resource#message-status-values>).
const STATUSES: &[&str] = &[
    "accepted",
    "scheduled",
    "queued",
    "sending",
    "sent",
    "delivered",
    "undelivered",
    "failed",
    "canceled",
    "read",
    "partially_delivered",
    "receiving",
    "received",
];

/// Text messages of the tenant's phones. The carrier tells of them, and clients only read.
pub static MESSAGES: Resource = Resource::new("message", "messages", "app.messages")
    .shared()
    .operations(&[Operation::List, Operation::Find])
    .fields(&[
        Field::reference("phone_id", &PHONES)
            .required()
            .read_only()
            .filterable()
            .example("0197a3c2-7d50-7000-8000-000000000001"),
        Field::reference("agent_id", &MESSAGE_AGENTS).read_only().example("0197a3c2-7d50-7000-8000-000000000001"),
        Field::one_of("direction", &["incoming", "outgoing"], "incoming").required().read_only(),
        Field::text("from", 1, 100).required().read_only().example("+14155550100"),
        Field::text("to", 1, 100).required().read_only().example("+14155550101"),
        Field::text("body", 0, 100_000).required().read_only().example("See you on Friday"),
        // As the carrier counts them; null before it has.
        Field::integer("segments", 0, i64::MAX).read_only().example("1"),
        Field::one_of("status", STATUSES, "queued").required().read_only().filterable(),
        Field::text("carrier_sid", 1, 100).read_only().example("SM00000000000000000000000000000001"),
        Field::text("error_code", 1, 100).read_only(),
        // Whether no carrier but the simulated one knows of it.
        Field::boolean("simulated", false).required().read_only(),
    ]);
