//! What a client's act does to attempts, in the unit of work of that act.

use std::fmt::Debug;

use sqlx::Row;
use tenancy::{Error, Statement, TenantId, TenantTx};
use time::OffsetDateTime;
use uuid::Uuid;

use super::stored::{Note, Stored};
use super::{Event, State};
use crate::campaigns;

/// Plans the attempt of a scheduled call that has just been made: from its time on, for a quarter of an hour.
pub async fn plan_call(tx: &mut TenantTx, scheduled_call: Uuid) -> Result<(), Error> {
    let tenant_id = tx.membership().tenant_id();
    let mut sql = Statement::new(
        "insert into app.attempts (tenant_id, id, phone_id, kind, scheduled_call_id, due_at, expires_at)
         select tenant_id, gen_random_uuid(), phone_id, 'call', id, scheduled_at, scheduled_at + interval '15 minutes'
         from app.scheduled_calls where tenant_id = ",
    );
    sql.bind(tenant_id).push(" and id = ").bind(scheduled_call);
    tx.run(sql).await?;
    Ok(())
}

/// Plans the attempt of a message that has just been made: at once, for a quarter of an hour.
pub async fn plan_message(tx: &mut TenantTx, message: Uuid) -> Result<(), Error> {
    let tenant_id = tx.membership().tenant_id();
    let mut sql = Statement::new(
        "insert into app.attempts (tenant_id, id, phone_id, kind, message_id, units, due_at, expires_at)
         select tenant_id, gen_random_uuid(), phone_id, 'message', id, greatest(segments, 1), statement_timestamp(),
           statement_timestamp() + interval '15 minutes'
         from app.messages where tenant_id = ",
    );
    sql.bind(tenant_id).push(" and id = ").bind(message);
    tx.run(sql).await?;
    Ok(())
}

/// Whether a scheduled call, which is locked, may still be changed: its request can't have left.
pub async fn may_change(tx: &mut TenantTx, scheduled_call: Uuid) -> Result<bool, Error> {
    Ok(match of_call(tx, scheduled_call).await? {
        Some(stored) => matches!(stored.attempt.state, State::Planned | State::Blocked),
        None => true,
    })
}

/// Has the attempt of a scheduled call follow a change of its phone or its time.
pub async fn replan_call(
    tx: &mut TenantTx,
    scheduled_call: Uuid,
    phone_id: Option<Uuid>,
    at: Option<OffsetDateTime>,
) -> Result<(), Error> {
    let tenant_id = tx.membership().tenant_id();
    let mut sql = Statement::new("update app.attempts set phone_id = coalesce(");
    sql.bind(phone_id).push(", phone_id), due_at = coalesce(").bind(at).push(", due_at), expires_at = coalesce(");
    sql.bind(at).push(" + interval '15 minutes', expires_at) where state in ('planned', 'blocked') and tenant_id = ");
    sql.bind(tenant_id).push(" and scheduled_call_id = ").bind(scheduled_call);
    tx.run(sql).await?;
    Ok(())
}

/// Cancels the attempt of a scheduled call, which is locked. `false` where its request may have left already.
pub async fn cancel_call(tx: &mut TenantTx, scheduled_call: Uuid) -> Result<bool, Error> {
    match of_call(tx, scheduled_call).await? {
        Some(mut stored) => stored.apply(tx, Event::Cancelled, Note::default()).await,
        None => Ok(true),
    }
}

/// Has what a blocked phone left undone be tried again: its admin has changed it.
pub async fn unblock(tx: &mut TenantTx, phone_id: Uuid) -> Result<(), Error> {
    let tenant_id = tx.membership().tenant_id();
    let mut sql = Statement::new("select id from app.attempts where state = 'blocked' and tenant_id = ");
    sql.bind(tenant_id).push(" and phone_id = ").bind(phone_id).push(" order by id");
    for row in tx.run(sql).await? {
        if let Some(mut stored) = Stored::lock(tx, tenant_id, row.try_get(0)?).await? {
            stored.apply(tx, Event::Unblocked, Note::default()).await?;
        }
    }
    Ok(())
}

/// Cancels the attempts of a campaign, which is locked, whose requests can't have left, and gives their recipients this
/// status.
pub(crate) async fn withdraw_campaign<P: Send + Debug>(
    tx: &mut TenantTx<P>,
    (tenant_id, campaign): (TenantId, Uuid),
    status: &'static str,
) -> Result<(), Error> {
    let mut sql = Statement::new(
        "select a.id, a.recipient_id from app.campaign_recipients r
         join app.attempts a on a.tenant_id = r.tenant_id and a.recipient_id = r.id and a.state in ('planned', 'blocked')
         where r.status = 'sending' and r.tenant_id = ",
    );
    sql.bind(tenant_id).push(" and r.campaign_id = ").bind(campaign).push(" order by a.id");
    let mut withdrawn: Vec<Uuid> = Vec::new();
    for row in tx.run(sql).await? {
        if let Some(mut stored) = Stored::lock_alone(tx, tenant_id, row.try_get(0)?).await?
            && stored.apply(tx, Event::Cancelled, Note::default()).await?
        {
            withdrawn.push(row.try_get(1)?);
        }
    }
    let mut sql = Statement::new("with changed as (update app.campaign_recipients set status = ");
    sql.bind(status).push(", ended_at = case when ").bind(status == "cancelled");
    sql.push(" then statement_timestamp() end where tenant_id = ").bind(tenant_id).push(" and campaign_id = ");
    sql.bind(campaign).push(" and id = any (").bind(withdrawn).push("::uuid[]) returning 1)");
    campaigns::push_counted(&mut sql, (tenant_id, campaign), ("sending", status));
    tx.run(sql).await?;
    Ok(())
}

async fn of_call(tx: &mut TenantTx, scheduled_call: Uuid) -> Result<Option<Stored>, Error> {
    let tenant_id = tx.membership().tenant_id();
    let mut sql = Statement::new("select id from app.attempts where tenant_id = ");
    sql.bind(tenant_id)
        .push(" and scheduled_call_id = ")
        .bind(scheduled_call)
        .push(" order by created_at desc limit 1");
    match tx.run(sql).await?.pop() {
        Some(row) => Stored::lock(tx, tenant_id, row.try_get(0)?).await,
        None => Ok(None),
    }
}
