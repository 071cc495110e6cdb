//! To whom a campaign goes, and what each is told.

use sqlx::Row;
use tenancy::{Error, JobContext, Statement, TenantTx};
use uuid::Uuid;

use super::CAMPAIGNS;
use crate::kit::{Field, Operation, Resource};

/// The recipients of a campaign, made at its start.
pub static RECIPIENTS: Resource = Resource::new("campaign-recipient", "campaign-recipients", "app.campaign_recipients")
    .section("Campaigns", "user-check")
    .under(&CAMPAIGNS, "campaign_id")
    .segment("recipients")
    .operations(&[Operation::List])
    .fields(&[
        Field::uuid("campaign_id")
            .refers_to("campaigns")
            .required()
            .read_only()
            .example("0197a3c2-7d50-7000-8000-000000000001"),
        // Null once the contact has left the trash.
        Field::uuid("contact_id").refers_to("contacts").read_only().example("0197a3c2-7d50-7000-8000-000000000001"),
        Field::text("address", 1, 254).required().read_only().example("+14155550100"),
        // Of an e-mail.
        Field::text("subject", 1, 1_000).read_only().example("You are invited"),
        Field::text("body", 1, 200_000).required().read_only().example("Dear Ada, come and see us on Friday."),
        Field::one_of(
            "status",
            &["pending", "sending", "sent", "delivered", "failed", "suppressed", "in_doubt", "cancelled"],
            "pending",
        )
        .tones(&[
            ("pending", "muted"),
            ("sending", "info"),
            ("sent", "info"),
            ("delivered", "good"),
            ("failed", "bad"),
            ("suppressed", "warn"),
            ("in_doubt", "warn"),
            ("cancelled", "muted"),
        ])
        .required()
        .read_only()
        .filterable(),
        Field::text("error_code", 1, 100).read_only().example("30006"),
    ]);

/// What the agent says first in a call that a campaign placed; `None` of any other call.
pub async fn text_of_call(tx: &mut TenantTx<JobContext>, call_id: Uuid) -> Result<Option<String>, Error> {
    let mut sql = Statement::new(
        "select r.body from app.attempts a
         join app.campaign_recipients r on r.tenant_id = a.tenant_id and r.id = a.recipient_id where a.tenant_id = ",
    );
    sql.bind(tx.proof().tenant_id()).push(" and a.id = ").bind(call_id);
    Ok(tx.run(sql).await?.first().map(|row| row.try_get(0)).transpose()?)
}
