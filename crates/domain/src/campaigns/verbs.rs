//! What clients have a campaign do.

use tenancy::{Statement, TenantTx};
use time::OffsetDateTime;
use uuid::Uuid;

use super::CAMPAIGNS;
use super::follow::push_counted;
use super::freeze::Campaign;
use crate::attempts;
use crate::kit::{Change, Error, LockedRow, transition_in};

/// Has the campaign start at its time, if it could start now.
pub(super) async fn schedule(tx: &mut TenantTx, campaign: &LockedRow) -> Result<(), Error> {
    expect(campaign, &["draft"], "be scheduled")?;
    let at: Option<OffsetDateTime> = campaign.get("scheduled_at")?;
    let row = tx.run(Statement::new("select statement_timestamp()")).await?.pop().ok_or(Error::NotFound)?;
    let now: OffsetDateTime = sqlx::Row::try_get(&row, 0)?;
    match at {
        None => return Err(Error::invalid("scheduled_at", "required", "must be given to be scheduled")),
        Some(at) if at <= now => return Err(Error::invalid("scheduled_at", "past", "must be in the future")),
        Some(_) => {}
    }
    refuse_obstacles(tx, campaign).await?;
    step(tx, "queue", campaign.id).await
}

/// Makes the recipients. Background work sends to them.
pub(super) async fn start(tx: &mut TenantTx, campaign: &LockedRow) -> Result<(), Error> {
    expect(campaign, &["draft", "scheduled"], "start")?;
    let frozen = refuse_obstacles(tx, campaign).await?;
    step(tx, "launch", campaign.id).await?;
    let tenant_id = tx.membership().tenant_id();
    Ok(frozen.freeze(tx, tenant_id).await?)
}

/// Withdraws what hasn't left yet.
pub(super) async fn pause(tx: &mut TenantTx, campaign: &LockedRow) -> Result<(), Error> {
    expect(campaign, &["running"], "pause")?;
    step(tx, "hold", campaign.id).await?;
    attempts::withdraw_campaign(tx, (tx.membership().tenant_id(), campaign.id), "pending").await?;
    Ok(())
}

/// Goes on where it was paused. One of which no recipient is open has been completed with that.
pub(super) async fn resume(tx: &mut TenantTx, campaign: &LockedRow) -> Result<(), Error> {
    expect(campaign, &["paused"], "resume")?;
    step(tx, "proceed", campaign.id).await?;
    let mut sql = Statement::new("select tenancy.add_to_counts(");
    sql.bind(tx.membership().tenant_id()).push(", ").bind(campaign.id).push(", '{}')");
    tx.run(sql).await?;
    Ok(())
}

/// Withdraws what hasn't left yet, for good, and has calls cancelled that aren't answered yet.
pub(super) async fn cancel(tx: &mut TenantTx, campaign: &LockedRow) -> Result<(), Error> {
    expect(campaign, &["scheduled", "running", "paused"], "cancel")?;
    step(tx, "abandon", campaign.id).await?;
    attempts::withdraw_campaign(tx, (tx.membership().tenant_id(), campaign.id), "cancelled").await?;
    attempts::cancel_placed_calls(tx, campaign.id).await?;
    let mut sql = Statement::new(
        "with changed as (update app.campaign_recipients set status = 'cancelled', ended_at = statement_timestamp()
         where status = 'pending' and tenant_id = ",
    );
    let tenant_id = tx.membership().tenant_id();
    sql.bind(tenant_id).push(" and campaign_id = ").bind(campaign.id).push(" returning 1)");
    push_counted(&mut sql, (tenant_id, campaign.id), ("pending", "cancelled"));
    tx.run(sql).await?;
    Ok(())
}

fn expect(campaign: &LockedRow, allowed: &[&str], verb: &str) -> Result<(), Error> {
    let status: &str = campaign.get("status")?;
    if allowed.contains(&status) {
        return Ok(());
    }
    let why = format!("The campaign is {status}: it must be {} to {verb}.", allowed.join(" or "));
    Err(Error::InvalidState(why.into()))
}

async fn refuse_obstacles(tx: &mut TenantTx, campaign: &LockedRow) -> Result<Campaign, Error> {
    let frozen = Campaign::of(campaign)?;
    let tenant_id = tx.membership().tenant_id();
    match frozen.find_obstacle(tx, tenant_id).await? {
        Some(obstacle) => Err(obstacle.refusal()),
        None => Ok(frozen),
    }
}

async fn step(tx: &mut TenantTx, transition: &str, id: Uuid) -> Result<(), Error> {
    transition_in(tx, &CAMPAIGNS, transition, &Change { id, expected: None }).await?;
    Ok(())
}
