//! Text messages as their carrier tells of them, and those that an agent replies by.

use sqlx::Row;
use sqlx::postgres::PgRow;
use tenancy::{Error, JobContext, Statement, TenantTx};
use uuid::Uuid;

use super::progress::{Progress, Report, Status};
use crate::phones::{self, CalledPhone};
use crate::{campaigns, carrier_events};

/// A message that a webhook is about.
#[derive(Clone, Debug)]
pub struct ToldMessage {
    pub id: Uuid,
    pub to: String,
    pub progress: Progress,
}

/// A message that comes in, or that an agent replies by.
#[derive(Clone, Debug)]
pub struct NewMessage<'a> {
    pub id: Uuid,
    pub phone: &'a CalledPhone,
    /// The other side.
    pub contact: &'a str,
    pub body: &'a str,
    pub kind: NewMessageKind<'a>,
}

#[derive(Clone, Debug)]
pub enum NewMessageKind<'a> {
    Incoming {
        sid: &'a str,
        progress: &'a Progress,
    },
    /// The carrier gives it its SID later.
    Reply {
        agent_id: Uuid,
    },
}

/// What was said by text, and by which side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    pub by_contact: bool,
    pub body: String,
}

/// Adds a message, unless it is there.
pub async fn add(tx: &mut TenantTx<JobContext>, message: &NewMessage<'_>) -> Result<(), Error> {
    let phone = message.phone;
    let mut sql = Statement::new(
        "insert into app.messages (tenant_id, id, owner_id, phone_id, simulated, body, \"from\", \"to\", direction,
           agent_id, carrier_sid, status, segments, ended_at, error_code) values (",
    );
    sql.bind(tx.proof().tenant_id()).push(", ").bind(message.id).push(", ").bind(phone.owner_id).push(", ");
    sql.bind(phone.id).push(", ").bind(phone.is_simulated).push(", ").bind(message.body).push(", ");
    match &message.kind {
        NewMessageKind::Incoming { sid, progress } => {
            sql.bind(message.contact).push(", ").bind(phone.number.as_str()).push(", 'incoming', null, ").bind(*sid);
            sql.push(", ").bind(progress.status.as_str()).push(", ").bind(progress.segments).push(", ");
            sql.bind(progress.ended_at).push(", ").bind(progress.error_code.as_deref());
        }
        NewMessageKind::Reply { agent_id } => {
            sql.bind(phone.number.as_str()).push(", ").bind(message.contact).push(", 'outgoing', ").bind(*agent_id);
            sql.push(", null, 'queued', null, null, null");
        }
    }
    sql.push(") on conflict (tenant_id, phone_id, carrier_sid) do nothing");
    tx.run(sql).await.map(drop)
}

/// The columns that [`read`] reads.
const COLUMNS: &str = "id, \"to\", status, segments, ended_at, error_code";

/// The message of a phone with this SID, locked for the rest of the unit of work.
pub async fn find(tx: &mut TenantTx<JobContext>, phone_id: Uuid, sid: &str) -> Result<Option<ToldMessage>, Error> {
    Ok(carrier_events::find_subject(tx, (COLUMNS, "app.messages"), phone_id, sid)
        .await?
        .as_ref()
        .map(read)
        .transpose()?)
}

/// Gives a reply the SID that the carrier names it by, where it has none.
pub async fn name_reply(tx: &mut TenantTx<JobContext>, phone_id: Uuid, id: Uuid, sid: &str) -> Result<(), Error> {
    let tenant_id = tx.proof().tenant_id();
    let mut sql = Statement::new("update app.messages set carrier_sid = ");
    sql.bind(sid).push(" where tenant_id = ").bind(tenant_id).push(" and phone_id = ").bind(phone_id);
    sql.push(" and id = ").bind(id).push(" and direction = 'outgoing' and carrier_sid is null and not exists (");
    sql.push("select from app.messages where tenant_id = ").bind(tenant_id).push(" and phone_id = ").bind(phone_id);
    sql.push(" and carrier_sid = ").bind(sid).push(") returning 1");
    let is_named = !tx.run(sql).await?.is_empty();
    if is_named {
        phones::lock(tx, tenant_id, phone_id).await?;
        take_over_waiting(tx, phone_id, sid).await?;
    }
    Ok(())
}

/// Changes a message by what its carrier tells of it. `None`: the phone has no such message.
pub async fn report(
    tx: &mut TenantTx<JobContext>,
    phone_id: Uuid,
    sid: &str,
    report: &Report,
) -> Result<Option<ToldMessage>, Error> {
    let Some(message) = find(tx, phone_id, sid).await? else { return Ok(None) };
    let after = message.progress.after(report);
    if after == message.progress {
        return Ok(Some(message));
    }
    let mut sql = Statement::new("update app.messages set status = ");
    sql.bind(after.status.as_str()).push(", segments = ").bind(after.segments).push(", ended_at = ");
    sql.bind(after.ended_at).push(", error_code = ").bind(after.error_code.as_deref()).push(" where tenant_id = ");
    sql.bind(tx.proof().tenant_id()).push(" and id = ").bind(message.id);
    tx.run(sql).await?;
    campaigns::message_told(tx, message.id, after.status.as_str(), after.error_code.as_deref()).await?;
    Ok(Some(ToldMessage { progress: after, ..message }))
}

/// Has a message that just got its SID take over what was told of it before. The phone is locked.
pub async fn take_over_waiting(tx: &mut TenantTx<JobContext>, phone_id: Uuid, sid: &str) -> Result<(), Error> {
    for waiting in carrier_events::waiting(tx, phone_id, sid).await? {
        if let Some(told) = Report::read(&waiting.fields, waiting.received_at)
            && report(tx, phone_id, sid, &told).await?.is_some()
        {
            carrier_events::mark_applied(tx, waiting.event_id).await?;
        }
    }
    Ok(())
}

/// What the phone and a contact said to each other last, the oldest first, at most `limit` messages.
pub async fn list_said(
    tx: &mut TenantTx<JobContext>,
    phone_id: Uuid,
    contact: &str,
    limit: i64,
) -> Result<Vec<Said>, Error> {
    let mut sql = Statement::new("select direction = 'incoming', body from app.messages where tenant_id = ");
    sql.bind(tx.proof().tenant_id()).push(" and phone_id = ").bind(phone_id);
    sql.push(" and case direction when 'incoming' then \"from\" else \"to\" end = ").bind(contact);
    sql.push(" and deleted_at is null order by created_at desc, id desc limit ").bind(limit);
    let rows = tx.run(sql).await?;
    let read = rows.iter().rev().map(|row| Ok(Said { by_contact: row.try_get(0)?, body: row.try_get(1)? }));
    Ok(read.collect::<Result<_, sqlx::Error>>()?)
}

/// How many messages agents of the phone have sent to a contact within the last hour.
pub async fn count_recent_replies(tx: &mut TenantTx<JobContext>, phone_id: Uuid, contact: &str) -> Result<i64, Error> {
    let mut sql = Statement::new("select count(*) from app.messages where tenant_id = ");
    sql.bind(tx.proof().tenant_id()).push(" and phone_id = ").bind(phone_id);
    sql.push(" and case direction when 'incoming' then \"from\" else \"to\" end = ").bind(contact);
    sql.push(" and created_at > statement_timestamp() - interval '1 hour'");
    sql.push(" and direction = 'outgoing' and agent_id is not null");
    let rows = tx.run(sql).await?;
    Ok(rows.first().ok_or(sqlx::Error::RowNotFound)?.try_get(0)?)
}

fn read(row: &PgRow) -> Result<ToldMessage, sqlx::Error> {
    let status: &str = row.try_get("status")?;
    let status = Status::parse(status).ok_or_else(|| sqlx::Error::Decode("an unknown status of a message".into()))?;
    Ok(ToldMessage {
        id: row.try_get("id")?,
        to: row.try_get("to")?,
        progress: Progress {
            status,
            segments: row.try_get("segments")?,
            ended_at: row.try_get("ended_at")?,
            error_code: row.try_get("error_code")?,
        },
    })
}
