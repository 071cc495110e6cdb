//! Text messages: those that clients send, and those that the carrier tells of.

pub mod progress;
pub mod told;

use base::segments::{TooLong, segments};
use futures_util::FutureExt;
use sqlx::Row;
use tenancy::{Statement, TenantTx};
use uuid::Uuid;

use crate::attempts;
use crate::kit::{Draft, Error, Field, Operation, Resource, Value};
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

/// Text messages of the tenant's phones. Making one sends it; what becomes of it the carrier tells.
pub static MESSAGES: Resource = Resource::new("message", "messages", "app.messages")
    .section("Messages", "message-square")
    .shared()
    .operations(&[Operation::List, Operation::Find, Operation::Create])
    .before_write(|tx, draft| complete(tx, draft).boxed())
    .after_create(|tx, message, _| plan(tx, message.id).boxed())
    .fields(&[
        Field::reference("phone_id", &PHONES).required().filterable().example("0197a3c2-7d50-7000-8000-000000000001"),
        Field::reference("agent_id", &MESSAGE_AGENTS).read_only().example("0197a3c2-7d50-7000-8000-000000000001"),
        Field::one_of("direction", &["incoming", "outgoing"], "incoming").required().read_only(),
        Field::text("from", 1, 100).required().read_only().example("+14155550100"),
        Field::e164("to").help("With country code").required().example("+14155550101"),
        // What is sent is of 1 to 1,600 characters; what is received may be longer, or empty.
        Field::text("body", 0, 100_000).required().example("See you on Friday"),
        // As the carrier counts them; before it has, as they are counted here.
        Field::integer("segments", 0, i64::MAX).read_only().example("1"),
        Field::one_of("status", STATUSES, "queued")
            .tones(&[
                ("accepted", "muted"),
                ("scheduled", "muted"),
                ("queued", "muted"),
                ("sending", "info"),
                ("sent", "info"),
                ("delivered", "good"),
                ("undelivered", "bad"),
                ("failed", "bad"),
                ("canceled", "muted"),
                ("read", "good"),
                ("partially_delivered", "warn"),
                ("receiving", "info"),
                ("received", "good"),
            ])
            .required()
            .read_only()
            .filterable(),
        Field::text("carrier_sid", 1, 100).read_only().example("SM00000000000000000000000000000001"),
        Field::text("error_code", 1, 100).read_only(),
        // When it got its first final status.
        Field::timestamp("ended_at").internal(),
        // Whether no carrier but the simulated one knows of it.
        Field::boolean("simulated", false).required().read_only(),
    ]);

/// What the database knows of the phone and the recipient that a draft names.
struct Found {
    /// The phone's number, and whether it is the simulated carrier's.
    phone: Option<(String, bool)>,
    is_suppressed: bool,
}

/// Refuses a text that no carrier takes and a recipient who wants none, and says from whom the message is.
async fn complete(tx: &mut TenantTx, draft: &mut Draft<'_>) -> Result<(), Error> {
    let (phone, to) = (draft.id("phone_id")?, draft.text("to")?);
    let body = draft.text("body")?.unwrap_or_default();
    let count = match segments(&body) {
        Ok(found) if found.count > 0 => found.count,
        Ok(_) => return Err(Error::invalid("body", "length", "must have at least one character")),
        Err(TooLong) => return Err(Error::invalid("body", "length", "must have at most 1,600 characters")),
    };
    let found = find(tx, phone, to.as_deref()).await?;
    // A phone that isn't there is refused as a reference.
    let Some((number, is_simulated)) = found.phone else {
        draft.set("from", Value::Text(String::new()));
        draft.set("direction", Value::Text("outgoing".into()));
        return Ok(());
    };
    if found.is_suppressed {
        return Err(Error::Conflict {
            constraint: "suppressions".into(),
            code: "suppressed",
            detail: "The recipient gets no messages from this phone: see /api/suppressions.",
        });
    }
    draft.set("from", Value::Text(number));
    draft.set("direction", Value::Text("outgoing".into()));
    draft.set("segments", Value::Integer(count.into()));
    draft.set("simulated", Value::Boolean(is_simulated));
    Ok(())
}

async fn find(tx: &mut TenantTx, phone: Option<Uuid>, to: Option<&str>) -> Result<Found, Error> {
    let tenant_id = tx.membership().tenant_id();
    let mut sql = Statement::new("select p.number, p.provider = 'simulated', exists (select from app.suppressions x");
    sql.push(" where x.tenant_id = ").bind(tenant_id).push(" and x.address = ").bind(to);
    sql.push(" and x.deleted_at is null and (x.phone_id is null or x.phone_id = p.id))");
    sql.push(" from app.phones p where p.tenant_id = ").bind(tenant_id).push(" and p.id = ").bind(phone);
    sql.push(" and p.deleted_at is null");
    let Some(row) = tx.run(sql).await?.pop() else { return Ok(Found { phone: None, is_suppressed: false }) };
    Ok(Found { phone: Some((row.try_get(0)?, row.try_get(1)?)), is_suppressed: row.try_get(2)? })
}

async fn plan(tx: &mut TenantTx, id: Uuid) -> Result<(), Error> {
    Ok(attempts::plan_message(tx, id).await?)
}
