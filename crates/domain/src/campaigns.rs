//! Campaigns: what goes to many contacts, by e-mail, text message or call.

use std::future::ready;

use futures_util::FutureExt;

use crate::kit::{Draft, Error, Field, Resource};
use crate::phones::PHONES;

/// What is written to be sent to many. It changes while it is a draft.
pub static CAMPAIGNS: Resource = Resource::new("campaign", "campaigns", "app.campaigns")
    .shared()
    .searchable()
    .check("campaigns_subject_given", "subject", "must be given for e-mails")
    .check("campaigns_phone_given", "phone_id", "must be given for text messages and calls")
    .check("campaigns_body_of_sms", "body", "must have at most 1600 characters as a text message")
    .before_write(|_, draft| ready(refuse_unless_draft(draft)).boxed())
    .fields(&[
        Field::text("name", 1, 200).required().sortable().example("Open day"),
        Field::one_of("channel", &["email", "sms", "voice"], "email").required().filterable(),
        Field::text("subject", 1, 200).example("You are invited"),
        Field::text("body", 1, 100_000).required().example("Dear {{first_name}}, come and see us on Friday."),
        Field::text("from_name", 1, 100).example("Compilers Inc"),
        Field::reference("phone_id", &PHONES).filterable().example("0197a3c2-7d50-7000-8000-000000000001"),
        // Contacts with any of these tags; none are all contacts.
        Field::tags("audience").example("navy"),
        // A minute; null is as many as the phone may.
        Field::integer("rate", 1, 6_000).example("60"),
        Field::timestamp("scheduled_at").example("2036-01-31T09:30:00Z"),
        Field::one_of(
            "status",
            &["draft", "scheduled", "running", "paused", "completed", "cancelled", "failed"],
            "draft",
        )
        .required()
        .read_only()
        .filterable(),
    ]);

fn refuse_unless_draft(draft: &Draft<'_>) -> Result<(), Error> {
    let Some(row) = draft.row() else { return Ok(()) };
    let status: &str = row.get("status")?;
    if status == "draft" {
        return Ok(());
    }
    Err(Error::InvalidState(format!("The campaign is {status}: it must be a draft to be changed.").into()))
}
