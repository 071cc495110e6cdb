//! Calls that their carrier is to cancel. A client's act stores the wish, and whichever node finds it asks the carrier, as
//! often as it takes: a call that is queued or ringing ends by that, and one that is answered goes on.

use std::time::Duration;

use sqlx::Row;
use tenancy::{Db, Error, JobContext, JobRequest, Jobs, Statement, TenantId, TenantTx};
use time::OffsetDateTime;
use uuid::Uuid;

use super::Sender;
use crate::calls;
use crate::calls::progress::{Report, Status};

/// A call that its carrier is asked to cancel.
#[derive(Clone)]
pub struct Cancellation {
    pub attempt_id: Uuid,
    pub sender: Sender,
    /// The carrier's id of the call.
    pub carrier_sid: String,
    /// How often it was asked, with this time.
    pub tries: u8,
    /// Postgres's time at this look.
    pub read_at: OffsetDateTime,
}

/// Has the carrier be asked to cancel the call of a scheduled one, which is locked. `false` where the call isn't queued or
/// ringing, as far as is known.
pub async fn cancel_placed_call(tx: &mut TenantTx, scheduled_call: Uuid) -> Result<bool, Error> {
    let tenant_id = tx.membership().tenant_id();
    let mut sql = wish(tenant_id);
    sql.push(" and a.scheduled_call_id = ").bind(scheduled_call).push(" returning 1");
    if tx.run(sql).await?.is_empty() {
        return Ok(false);
    }
    let mut sql =
        Statement::new("update app.scheduled_calls set cancelling = true where not cancelling and tenant_id = ");
    sql.bind(tenant_id).push(" and id = ").bind(scheduled_call);
    tx.run(sql).await?;
    Ok(true)
}

/// Has the carrier be asked to cancel those calls of a campaign, which is locked, that are queued or ringing.
pub(crate) async fn cancel_placed_calls(tx: &mut TenantTx, campaign: Uuid) -> Result<(), Error> {
    let tenant_id = tx.membership().tenant_id();
    let mut sql = wish(tenant_id);
    sql.push(" and a.recipient_id in (select id from app.campaign_recipients where status = 'sent' and tenant_id = ");
    sql.bind(tenant_id).push(" and campaign_id = ").bind(campaign).push(")");
    tx.run(sql).await.map(drop)
}

/// Has the carrier be asked to cancel the call of an attempt, which is locked, where it is queued or ringing.
pub(super) async fn cancel_accepted_call(tx: &mut TenantTx<JobContext>, attempt_id: Uuid) -> Result<(), Error> {
    let mut sql = wish(tx.proof().tenant_id());
    sql.push(" and a.id = ").bind(attempt_id);
    tx.run(sql).await.map(drop)
}

/// Begins a statement by which the carrier is asked to cancel calls. Those are left out that aren't queued or ringing, as
/// far as is known.
fn wish(tenant_id: TenantId) -> Statement {
    let mut sql = Statement::new(
        "update app.attempts a set cancel_due_at = coalesce(a.cancel_due_at, statement_timestamp())
         where a.state = 'accepted' and exists (
             select from app.calls c where c.tenant_id = a.tenant_id and c.id = a.id
               and c.status in ('queued', 'initiated', 'ringing')) and a.tenant_id = ",
    );
    sql.bind(tenant_id);
    sql
}

/// The calls of all tenants that carriers are to be asked to cancel, by attempt: at most `most`.
pub async fn due_cancellations(db: &Db, most: i32) -> Result<Vec<(TenantId, Uuid)>, Error> {
    let mut sql = Statement::new("select tenant_id, attempt_id from tenancy.due_cancellations(");
    sql.bind(most).push(")");
    let mut tx = db.begin_platform().await?;
    let rows = tx.run(sql).await?;
    tx.commit().await?;
    let due = rows.iter().map(|row| Ok((row.try_get(0)?, row.try_get(1)?)));
    due.collect::<Result<_, sqlx::Error>>().map_err(Error::from)
}

/// Takes it on to ask about a call, for half a minute: another node asks where this one doesn't report by then. `None` where
/// another has, or no one wants the call cancelled any more.
pub async fn claim_cancellation(
    jobs: &Jobs,
    entering: &JobRequest,
    attempt_id: Uuid,
) -> Result<Option<Cancellation>, Error> {
    let Some(mut tx) = jobs.begin(entering).await? else { return Ok(None) };
    let mut sql = Statement::new(
        "update app.attempts a set cancel_tries = a.cancel_tries + 1,
           cancel_due_at = statement_timestamp() + interval '30 seconds'
         from app.phones p
         where p.tenant_id = a.tenant_id and p.id = a.phone_id and a.cancel_due_at <= statement_timestamp()
           and a.carrier_sid is not null and a.tenant_id = ",
    );
    sql.bind(entering.tenant_id).push(" and p.tenant_id = ").bind(entering.tenant_id);
    sql.push(" and a.id = ").bind(attempt_id);
    sql.push(
        " returning a.carrier_sid, a.cancel_tries, statement_timestamp() as read_at, a.phone_id, p.number, p.provider,
           p.account_sid, p.auth_token, p.calls_per_second, p.segments_per_second",
    );
    let row = tx.run(sql).await?.pop();
    tx.commit().await?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some(Cancellation {
        attempt_id,
        sender: Sender::read(&row)?,
        carrier_sid: row.try_get("carrier_sid")?,
        tries: u8::try_from(row.try_get::<i64, _>("cancel_tries")?).unwrap_or(u8::MAX),
        read_at: row.try_get("read_at")?,
    }))
}

/// Changes a call by what its carrier said when it was asked. One that is neither answered nor over by that is asked about
/// again after `wait`. Returns whether there is nothing more to ask.
pub async fn report_cancellation(
    jobs: &Jobs,
    entering: &JobRequest,
    asked: &Cancellation,
    reports: &[Report],
    wait: Duration,
) -> Result<bool, Error> {
    let Some(mut tx) = jobs.begin(entering).await? else { return Ok(false) };
    let mut status = None;
    for report in reports {
        let call = calls::told::report(&mut tx, asked.sender.phone_id, &asked.carrier_sid, report).await?;
        status = call.map(|call| call.progress.status);
    }
    let is_decided = status.is_some_and(|status| status == Status::InProgress || status.is_final());
    if is_decided {
        withdraw_cancellation(&mut tx, asked.attempt_id).await?;
    } else {
        let mut sql =
            Statement::new("update app.attempts set cancel_due_at = statement_timestamp() + make_interval(secs => ");
        sql.bind(wait.as_secs_f64()).push(") where cancel_due_at is not null and tenant_id = ");
        sql.bind(entering.tenant_id).push(" and id = ").bind(asked.attempt_id);
        tx.run(sql).await?;
    }
    tx.commit().await?;
    Ok(is_decided)
}

/// Has the carrier be asked no more: the attempt's call is answered, and goes on.
pub(crate) async fn withdraw_cancellation(tx: &mut TenantTx<JobContext>, attempt_id: Uuid) -> Result<(), Error> {
    let tenant_id = tx.proof().tenant_id();
    let mut sql = Statement::new("update app.scheduled_calls set cancelling = false where cancelling and tenant_id = ");
    sql.bind(tenant_id).push(" and id = (select scheduled_call_id from app.attempts where tenant_id = ");
    sql.bind(tenant_id).push(" and id = ").bind(attempt_id).push(") returning 1");
    if !tx.run(sql).await?.is_empty() {
        return ask_no_more(tx, attempt_id).await.map(drop);
    }
    // A scheduled call's wish stands in both rows or in none, also where it comes at this moment.
    let mut sql = forget(tenant_id, attempt_id);
    sql.push(" and recipient_id is not null");
    tx.run(sql).await.map(drop)
}

/// Forgets when the carrier is to be asked. The scheduled call, or the campaign, is locked. Returns whether it was to be asked.
pub(crate) async fn ask_no_more(tx: &mut TenantTx<JobContext>, attempt_id: Uuid) -> Result<bool, Error> {
    let mut sql = forget(tx.proof().tenant_id(), attempt_id);
    sql.push(" returning 1");
    Ok(!tx.run(sql).await?.is_empty())
}

fn forget(tenant_id: TenantId, attempt_id: Uuid) -> Statement {
    let mut sql =
        Statement::new("update app.attempts set cancel_due_at = null where cancel_due_at is not null and tenant_id = ");
    sql.bind(tenant_id).push(" and id = ").bind(attempt_id);
    sql
}
