//! What the carrier's signed requests say, each once, and how they were answered.
//!
//! A request that comes again finds the first one's event, and its response. A status of a call or message that isn't there
//! yet waits in its event until whatever makes the row takes it over ([`crate::phones::lock`], [`waiting`]).

mod fields;

use sqlx::Row;
use sqlx::postgres::PgRow;
use sqlx::types::Json;
use tenancy::{Error, JobContext, Statement, TenantTx};
use time::OffsetDateTime;
use uuid::Uuid;

pub use fields::Fields;

/// What a request is about, by the route that takes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Voice,
    Sms,
    Status,
}

impl Kind {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Voice => "voice",
            Self::Sms => "sms",
            Self::Status => "status",
        }
    }
}

/// A request, before it is known whether it is a repeat.
#[derive(Clone, Copy, Debug)]
pub struct NewEvent<'a> {
    pub id: Uuid,
    pub phone_id: Uuid,
    pub kind: Kind,
    /// SHA-256 of what was signed.
    pub digest: [u8; 32],
    pub carrier_sid: Option<&'a str>,
    /// The turn of the call that it asks for, 1 for a message; `None` for a status.
    pub turn: Option<i64>,
    pub fields: &'a Fields,
}

/// Whether a request is the first to say this, or to ask for this turn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Receipt {
    First,
    /// The event of the first one, and its response if it has one already.
    Repeat {
        event_id: Uuid,
        response: Option<String>,
    },
}

/// A status that no call or message has taken over.
#[derive(Clone, Debug)]
pub struct Waiting {
    pub event_id: Uuid,
    pub fields: Fields,
    pub received_at: OffsetDateTime,
}

/// Notes a request. Of several at once, one is the first, and the others wait until its unit of work is over.
pub async fn receive(tx: &mut TenantTx<JobContext>, event: &NewEvent<'_>) -> Result<Receipt, Error> {
    let tenant_id = tx.proof().tenant_id();
    let mut sql = Statement::new(
        "insert into app.carrier_events (tenant_id, id, phone_id, kind, digest, carrier_sid, turn, payload) values (",
    );
    sql.bind(tenant_id).push(", ").bind(event.id).push(", ").bind(event.phone_id).push(", ");
    sql.bind(event.kind.as_str()).push(", ").bind(event.digest.as_slice()).push(", ");
    sql.bind(event.carrier_sid).push(", ").bind(event.turn).push(", ").bind(Json(event.fields));
    sql.push(") on conflict do nothing returning id");
    if !tx.run(sql).await?.is_empty() {
        return Ok(Receipt::First);
    }
    let mut sql = Statement::new("select id, response from app.carrier_events where tenant_id = ");
    sql.bind(tenant_id).push(" and phone_id = ").bind(event.phone_id).push(" and (digest = ");
    sql.bind(event.digest.as_slice()).push(" or carrier_sid = ").bind(event.carrier_sid);
    sql.push(" and turn = ").bind(event.turn).push(") order by digest = ").bind(event.digest.as_slice());
    sql.push(" desc limit 1");
    let rows = tx.run(sql).await?;
    let row = rows.first().ok_or(sqlx::Error::RowNotFound)?;
    Ok(Receipt::Repeat { event_id: row.try_get(0)?, response: row.try_get(1)? })
}

/// Stores the response to an event, unless it has one. Returns the one that counts.
pub async fn store_response(tx: &mut TenantTx<JobContext>, event_id: Uuid, response: &str) -> Result<String, Error> {
    let tenant_id = tx.proof().tenant_id();
    let mut sql = Statement::new("update app.carrier_events set response = coalesce(response, ");
    sql.bind(response).push("), applied_at = coalesce(applied_at, statement_timestamp()) where tenant_id = ");
    sql.bind(tenant_id).push(" and id = ").bind(event_id).push(" returning response");
    let rows = tx.run(sql).await?;
    Ok(rows.first().ok_or(sqlx::Error::RowNotFound)?.try_get(0)?)
}

/// The response to an event; `None` while the agent thinks.
pub async fn find_response(tx: &mut TenantTx<JobContext>, event_id: Uuid) -> Result<Option<String>, Error> {
    let mut sql = Statement::new("select response from app.carrier_events where tenant_id = ");
    sql.bind(tx.proof().tenant_id()).push(" and id = ").bind(event_id);
    let rows = tx.run(sql).await?;
    Ok(rows.first().ok_or(sqlx::Error::RowNotFound)?.try_get(0)?)
}

/// Notes that the call or message took an event over.
pub async fn mark_applied(tx: &mut TenantTx<JobContext>, event_id: Uuid) -> Result<(), Error> {
    let mut sql = Statement::new("update app.carrier_events set applied_at = statement_timestamp() where tenant_id = ");
    sql.bind(tx.proof().tenant_id()).push(" and id = ").bind(event_id);
    tx.run(sql).await.map(drop)
}

/// The row of a phone's call or message with this SID, locked for the rest of the unit of work.
pub(crate) async fn find_subject(
    tx: &mut TenantTx<JobContext>,
    (columns, table): (&'static str, &'static str),
    phone_id: Uuid,
    sid: &str,
) -> Result<Option<PgRow>, Error> {
    let mut sql = Statement::new("select ");
    sql.push(columns).push(" from ").push(table).push(" where tenant_id = ").bind(tx.proof().tenant_id());
    sql.push(" and phone_id = ").bind(phone_id).push(" and carrier_sid = ").bind(sid).push(" for no key update");
    Ok(tx.run(sql).await?.pop())
}

/// The statuses that wait for the call or message with this SID, the oldest first.
pub async fn waiting(tx: &mut TenantTx<JobContext>, phone_id: Uuid, sid: &str) -> Result<Vec<Waiting>, Error> {
    let mut sql = Statement::new("select id, payload, received_at from app.carrier_events where tenant_id = ");
    sql.bind(tx.proof().tenant_id()).push(" and phone_id = ").bind(phone_id).push(" and carrier_sid = ").bind(sid);
    sql.push(" and kind = 'status' and applied_at is null order by received_at, id");
    let rows = tx.run(sql).await?;
    let read = rows.iter().map(|row| {
        let Json(fields) = row.try_get(1)?;
        Ok(Waiting { event_id: row.try_get(0)?, fields, received_at: row.try_get(2)? })
    });
    Ok(read.collect::<Result<_, sqlx::Error>>()?)
}
