//! Recipients follow their attempts, and what the carrier tells of their messages and calls.

use std::fmt::Debug;

use sqlx::Row;
use tenancy::{Error, JobContext, Statement, TenantId, TenantTx};
use uuid::Uuid;

use crate::attempts;

/// Locks the campaign of a recipient, then the recipient: in this order, since the change of a recipient changes the
/// campaign's counts, and a client's act locks the campaign first. Returns the campaign's status.
pub(crate) async fn lock<P: Send + Debug>(
    tx: &mut TenantTx<P>,
    tenant_id: TenantId,
    recipient: Uuid,
) -> Result<Option<String>, Error> {
    let mut sql = Statement::new("select c.status from app.campaigns c where c.tenant_id = ");
    sql.bind(tenant_id).push(" and c.id = (select campaign_id from app.campaign_recipients where tenant_id = ");
    sql.bind(tenant_id).push(" and id = ").bind(recipient).push(") for no key update");
    let Some(row) = tx.run(sql).await?.pop() else { return Ok(None) };
    let mut sql = Statement::new("select from app.campaign_recipients where tenant_id = ");
    sql.bind(tenant_id).push(" and id = ").bind(recipient).push(" for update");
    tx.run(sql).await?;
    Ok(Some(row.try_get(0)?))
}

/// Appends the end of a statement: what `changed` has returned went from one status to another, and counts.
pub(crate) fn push_counted(
    sql: &mut Statement,
    (tenant_id, campaign): (TenantId, Uuid),
    (from, to): (&'static str, &'static str),
) {
    sql.push(" select tenancy.add_to_counts(").bind(tenant_id).push(", ").bind(campaign);
    sql.push(", jsonb_build_object(").bind(from).push("::text, -count(*), ").bind(to);
    sql.push("::text, count(*))) from changed");
}

/// Gives a recipient a status, unless it has a final one. The campaign is locked.
pub(crate) async fn set_recipient<P: Send + Debug>(
    tx: &mut TenantTx<P>,
    tenant_id: TenantId,
    recipient: Uuid,
    status: &'static str,
    error_code: Option<&str>,
) -> Result<(), Error> {
    let mut sql = Statement::new("with was as (select id, status from app.campaign_recipients where tenant_id = ");
    sql.bind(tenant_id).push(" and id = ").bind(recipient).push(" and ended_at is null for update), changed as (");
    sql.push("update app.campaign_recipients r set status = ").bind(status).push(", error_code = ").bind(error_code);
    if matches!(status, "delivered" | "failed" | "suppressed" | "cancelled") {
        sql.push(", ended_at = statement_timestamp()");
    }
    sql.push(" from was where r.id = was.id and r.tenant_id = ").bind(tenant_id);
    sql.push(" returning r.tenant_id, r.campaign_id, r.status, was.status as before)");
    sql.push(" select tenancy.add_to_counts(tenant_id, campaign_id, jsonb_build_object(before, -1, status, 1))");
    sql.push(" from changed where before <> status");
    tx.run(sql).await.map(drop)
}

/// Has the recipient of a message, if it is a campaign's, follow what the carrier told of it.
pub(crate) async fn message_told(
    tx: &mut TenantTx<JobContext>,
    message: Uuid,
    status: &str,
    error_code: Option<&str>,
) -> Result<(), Error> {
    match status {
        "delivered" | "read" => told(tx, message, "delivered", None).await,
        "undelivered" | "failed" | "canceled" => told(tx, message, "failed", error_code.or(Some("undelivered"))).await,
        _ => Ok(()),
    }
}

/// Has the recipient of a call, if it is a campaign's, follow the call's end. One that was cancelled at the carrier without a
/// client's wish has failed.
pub(crate) async fn call_ended(tx: &mut TenantTx<JobContext>, call: Uuid, final_status: &str) -> Result<(), Error> {
    let Some(recipient) = lock_recipient_of(tx, call).await? else { return Ok(()) };
    let was_cancelling = attempts::ask_no_more(tx, call).await?;
    let (status, error_code) = match final_status {
        "completed" => ("delivered", None),
        "canceled" if was_cancelling => ("cancelled", None),
        other => ("failed", Some(other)),
    };
    set_recipient(tx, tx.proof().tenant_id(), recipient, status, error_code).await
}

async fn told(
    tx: &mut TenantTx<JobContext>,
    attempt: Uuid,
    status: &'static str,
    error_code: Option<&str>,
) -> Result<(), Error> {
    let Some(recipient) = lock_recipient_of(tx, attempt).await? else { return Ok(()) };
    set_recipient(tx, tx.proof().tenant_id(), recipient, status, error_code).await
}

/// Locks the recipient of a message or a call, if it is a campaign's: such a one has its attempt's id.
async fn lock_recipient_of(tx: &mut TenantTx<JobContext>, attempt: Uuid) -> Result<Option<Uuid>, Error> {
    let tenant_id = tx.proof().tenant_id();
    let mut sql = Statement::new("select recipient_id from app.attempts where tenant_id = ");
    sql.bind(tenant_id).push(" and id = ").bind(attempt).push(" and recipient_id is not null");
    let Some(row) = tx.run(sql).await?.pop() else { return Ok(None) };
    let recipient = row.try_get(0)?;
    lock(tx, tenant_id, recipient).await?;
    Ok(Some(recipient))
}
