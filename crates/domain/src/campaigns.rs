//! Campaigns: what goes to many contacts, by e-mail, text message or call.

mod channel;
mod follow;
mod freeze;
mod obstacle;
mod plan;
mod quiet_hours;
mod recipients;
mod running;
mod template;
mod verbs;

use std::future::ready;

use futures_util::FutureExt;
use tenancy::Role;

use crate::action;
use crate::kit::{Action, Draft, Error, Field, Resource, Transition};
use crate::phones::PHONES;

pub(crate) use follow::{call_ended, lock, message_told, push_counted, set_recipient};
pub use plan::{Means, due, plan};
pub use recipients::{RECIPIENTS, text_of_call};

/// What is written to be sent to many. It changes while it is a draft.
pub static CAMPAIGNS: Resource = Resource::new("campaign", "campaigns", "app.campaigns")
    .section("Campaigns", "megaphone")
    .shared()
    .searchable()
    .check("campaigns_subject_given", "subject", "must be given for e-mails")
    .check("campaigns_phone_given", "phone_id", "must be given for text messages and calls")
    .check("campaigns_body_of_sms", "body", "must have at most 1600 characters as a text message")
    .states(
        "status",
        "draft",
        &[
            Transition::new("queue", &["draft"], "scheduled").internal(),
            Transition::new("launch", &["draft", "scheduled"], "running").internal(),
            Transition::new("hold", &["running"], "paused").internal(),
            Transition::new("proceed", &["paused"], "running").internal(),
            Transition::new("abandon", &["scheduled", "running", "paused"], "cancelled").internal(),
            Transition::new("complete", &["running"], "completed").internal(),
            Transition::new("fail", &["scheduled"], "failed").internal(),
        ],
    )
    .actions(&[
        Action::new("schedule", action!(verbs::schedule)).role(Role::Admin).from(&["draft"]),
        Action::new("start", action!(verbs::start)).role(Role::Admin).from(&["draft", "scheduled"]),
        Action::new("pause", action!(verbs::pause)).from(&["running"]),
        Action::new("resume", action!(verbs::resume)).role(Role::Admin).from(&["paused"]),
        Action::new("cancel", action!(verbs::cancel)).from(&["scheduled", "running", "paused"]),
    ])
    .before_write(|_, draft| ready(check(draft)).boxed())
    .fields(&[
        Field::text("name", 1, 200).required().sortable().example("Open day"),
        Field::one_of("channel", &["email", "sms", "voice"], "email").required().filterable(),
        Field::text("subject", 1, 200).example("You are invited"),
        Field::text("body", 1, 100_000).required().example("Dear {{first_name}}, come and see us on Friday."),
        Field::text("from_name", 1, 100).example("Compilers Inc"),
        Field::reference("phone_id", &PHONES).filterable().example("0197a3c2-7d50-7000-8000-000000000001"),
        // Contacts with any of these tags; none are all contacts.
        Field::tags("audience").help("Contacts with any of these tags; without one, all contacts").example("navy"),
        // A minute; null is as many as the phone may.
        Field::integer("rate", 1, 6_000).help("A minute; without one, as many as the phone may").example("60"),
        Field::timestamp("scheduled_at").example("2036-01-31T09:30:00Z"),
        Field::state("status", &["draft", "scheduled", "running", "paused", "completed", "cancelled", "failed"])
            .tones(&[
                ("draft", "muted"),
                ("scheduled", "info"),
                ("running", "info"),
                ("paused", "warn"),
                ("completed", "good"),
                ("cancelled", "muted"),
                ("failed", "bad"),
            ])
            .filterable(),
        // Recipients by status, and how many there are.
        Field::json("counts", 1_000).required().read_only(),
        Field::timestamp("started_at").read_only(),
        // Why it has failed, or why background work has paused it.
        Field::text("error_code", 1, 100).read_only().example("no_recipients"),
    ]);

/// Refuses a campaign that is no draft any more, and placeholders that stand for nothing.
fn check(draft: &Draft<'_>) -> Result<(), Error> {
    if let Some(row) = draft.row() {
        let status: &str = row.get("status")?;
        if status != "draft" {
            let why = format!("The campaign is {status}: it must be a draft to be changed.");
            return Err(Error::InvalidState(why.into()));
        }
    }
    let mut errors = Vec::new();
    for field in ["subject", "body"] {
        if let Some(text) = draft.text(field)? {
            errors.extend(template::parse(&text).err().map(|error| error.of(field)));
        }
    }
    if errors.is_empty() { Ok(()) } else { Err(Error::Invalid(errors)) }
}
