//! Calls as their carrier tells of them.

use sqlx::Row;
use sqlx::postgres::PgRow;
use tenancy::{Error, JobContext, Statement, TenantTx};
use uuid::Uuid;

use super::progress::{Progress, Report, Status};
use crate::phones::{self, CalledPhone};
use crate::{attempts, carrier_events};

/// A call that a webhook is about.
#[derive(Clone, Debug)]
pub struct ToldCall {
    pub id: Uuid,
    pub agent_id: Option<Uuid>,
    pub is_incoming: bool,
    pub progress: Progress,
}

/// A call that comes in.
#[derive(Clone, Debug)]
pub struct IncomingCall<'a> {
    pub id: Uuid,
    pub phone: &'a CalledPhone,
    /// Who takes it, if anyone does.
    pub agent_id: Option<Uuid>,
    pub from: &'a str,
    pub to: &'a str,
    pub sid: &'a str,
    pub progress: &'a Progress,
}

/// The columns that [`read`] reads.
const COLUMNS: &str = "id, agent_id, direction, status, duration_seconds, answered_at, ended_at, error_code";

/// The call of a phone with this SID, locked for the rest of the unit of work.
pub async fn find(tx: &mut TenantTx<JobContext>, phone_id: Uuid, sid: &str) -> Result<Option<ToldCall>, Error> {
    Ok(carrier_events::find_subject(tx, (COLUMNS, "app.calls"), phone_id, sid).await?.as_ref().map(read).transpose()?)
}

/// Adds a call that comes in, and what was told of it before.
pub async fn add_incoming(tx: &mut TenantTx<JobContext>, call: &IncomingCall<'_>) -> Result<ToldCall, Error> {
    let (phone, progress) = (call.phone, call.progress);
    let tenant_id = tx.proof().tenant_id();
    phones::lock(tx, tenant_id, phone.id).await?;
    let mut sql = Statement::new(
        "insert into app.calls (tenant_id, id, owner_id, phone_id, agent_id, direction, \"from\", \"to\", status,
           carrier_sid, answered_at, ended_at, error_code, simulated) values (",
    );
    sql.bind(tenant_id).push(", ").bind(call.id).push(", ").bind(phone.owner_id).push(", ");
    sql.bind(phone.id).push(", ").bind(call.agent_id).push(", 'incoming', ").bind(call.from).push(", ").bind(call.to);
    sql.push(", ").bind(progress.status.as_str()).push(", ").bind(call.sid).push(", ").bind(progress.answered_at);
    sql.push(", ").bind(progress.ended_at).push(", ").bind(progress.error_code.as_deref()).push(", ");
    sql.bind(phone.is_simulated).push(") on conflict (tenant_id, phone_id, carrier_sid) do nothing");
    tx.run(sql).await?;
    take_over_waiting(tx, phone.id, call.sid).await?;
    Ok(find(tx, phone.id, call.sid).await?.ok_or(sqlx::Error::RowNotFound)?)
}

/// Changes a call by what its carrier tells of it, and ends its scheduled call with it. `None`: the phone has no such call.
pub async fn report(
    tx: &mut TenantTx<JobContext>,
    phone_id: Uuid,
    sid: &str,
    report: &Report,
) -> Result<Option<ToldCall>, Error> {
    let Some(call) = find(tx, phone_id, sid).await? else { return Ok(None) };
    let after = call.progress.after(report);
    if after == call.progress {
        return Ok(Some(call));
    }
    let mut sql = Statement::new("update app.calls set status = ");
    sql.bind(after.status.as_str()).push(", duration_seconds = ").bind(after.duration_seconds);
    sql.push(", answered_at = ").bind(after.answered_at).push(", ended_at = ").bind(after.ended_at);
    sql.push(", error_code = ").bind(after.error_code.as_deref()).push(" where tenant_id = ");
    sql.bind(tx.proof().tenant_id()).push(" and id = ").bind(call.id);
    tx.run(sql).await?;
    if !call.is_incoming && call.progress.ended_at.is_none() && after.ended_at.is_some() {
        attempts::call_ended(tx, call.id, after.status.as_str()).await?;
    } else if !call.is_incoming && call.progress.status != after.status && after.status == Status::InProgress {
        attempts::withdraw_cancellation(tx, call.id).await?;
    }
    Ok(Some(ToldCall { progress: after, ..call }))
}

/// Has a call that was just made take over what was told of it before. The phone is locked.
pub async fn take_over_waiting(tx: &mut TenantTx<JobContext>, phone_id: Uuid, sid: &str) -> Result<(), Error> {
    for waiting in carrier_events::waiting(tx, phone_id, sid).await? {
        // The status of a recording names no number, so it says nothing of the call.
        if waiting.fields.get("RecordingSid").is_none()
            && let Some(told) = Report::read(&waiting.fields, waiting.received_at)
            && report(tx, phone_id, sid, &told).await?.is_some()
        {
            carrier_events::mark_applied(tx, waiting.event_id).await?;
        }
    }
    Ok(())
}

fn read(row: &PgRow) -> Result<ToldCall, sqlx::Error> {
    let status: &str = row.try_get("status")?;
    let status = Status::parse(status).ok_or_else(|| sqlx::Error::Decode("an unknown status of a call".into()))?;
    Ok(ToldCall {
        id: row.try_get("id")?,
        agent_id: row.try_get("agent_id")?,
        is_incoming: row.try_get::<&str, _>("direction")? == "incoming",
        progress: Progress {
            status,
            duration_seconds: row.try_get("duration_seconds")?,
            answered_at: row.try_get("answered_at")?,
            ended_at: row.try_get("ended_at")?,
            error_code: row.try_get("error_code")?,
        },
    })
}
