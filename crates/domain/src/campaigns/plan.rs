//! Background work has each campaign that runs plan its next recipients, and starts those whose time has come.

use sqlx::Row;
use sqlx::postgres::PgRow;
use tenancy::{Db, Error, JobContext, JobRequest, Jobs, Statement, TenantId, TenantTx};
use time::OffsetDateTime;
use uuid::Uuid;

use super::CAMPAIGNS;
use super::freeze::{self, Campaign};
use super::running::Running;
use crate::attempts;
use crate::kit::{self, Change, transition_by_job};

/// A campaign whose start is late by more than this is never started: after an outage, and from a restored backup,
/// nothing of yesterday is sent.
const GRACE: time::Duration = time::Duration::minutes(15);

/// Why a campaign is paused that ran when a backup was made, and was restored from it.
const RESTORED: &str = "restored";

/// What a node can send by.
#[derive(Clone, Copy, Debug)]
pub struct Means {
    /// It knows of a simulated carrier.
    pub simulated_carrier: bool,
    /// It knows of a mail server.
    pub mail: bool,
}

/// The campaigns of all tenants that run or are to start: at most `most` of those after one of a tenant.
pub async fn due(db: &Db, after: Option<(TenantId, Uuid)>, most: i32) -> Result<Vec<(TenantId, Uuid)>, Error> {
    let (tenant, campaign) = after.map_or((Uuid::nil(), Uuid::nil()), |(tenant, campaign)| (tenant.0, campaign));
    let mut sql = Statement::new("select tenant_id, campaign_id from tenancy.due_campaigns(");
    sql.bind(tenant).push(", ").bind(campaign).push(", ").bind(most).push(")");
    let mut tx = db.begin_platform().await?;
    let rows = tx.run(sql).await?;
    tx.commit().await?;
    Ok(rows.iter().map(|row| Ok((row.try_get(0)?, row.try_get(1)?))).collect::<Result<_, sqlx::Error>>()?)
}

/// Starts a campaign whose time has come, or plans the next recipients of one that runs. Returns how many were planned;
/// none where the phone or the tenant may send nothing, and while a client's act or another node has the campaign.
pub async fn plan(jobs: &Jobs, entering: &JobRequest, campaign: Uuid, means: Means) -> Result<u64, kit::Error> {
    let Some(mut tx) = jobs.begin(entering).await? else { return Ok(0) };
    let planned = plan_in(&mut tx, campaign, means).await?;
    tx.commit().await?;
    Ok(planned)
}

async fn plan_in(tx: &mut TenantTx<JobContext>, id: Uuid, means: Means) -> Result<u64, kit::Error> {
    let tenant_id = tx.proof().tenant_id();
    // The phone is locked before the campaign, as where a carrier's word is stored.
    let mut sql = Statement::new("select from app.phones p where p.tenant_id = ");
    sql.bind(tenant_id).push(" and p.id = (select phone_id from app.campaigns where tenant_id = ").bind(tenant_id);
    sql.push(" and id = ").bind(id).push(") for no key update");
    tx.run(sql).await?;
    let mut sql = Statement::new("select ");
    sql.push(freeze::COLUMNS).push(
        ", status, log_epoch = tenancy.log_epoch() as is_of_this_database, rate, counts ->> 'sending' as sending,
           scheduled_at, statement_timestamp() as now,
           greatest(extract(epoch from next_at - statement_timestamp()), 0)::double precision as wait
         from app.campaigns where deleted_at is null and tenant_id = ",
    );
    sql.bind(tenant_id).push(" and id = ").bind(id).push(" for no key update skip locked");
    let Some(row) = tx.run(sql).await?.pop() else { return Ok(0) };
    let status: &str = row.try_get("status")?;
    match status {
        "scheduled" => start(tx, &row).await,
        "running" if row.try_get::<Option<bool>, _>("is_of_this_database")? != Some(true) => {
            hold(tx, row.try_get("id")?).await?;
            Ok(0)
        }
        "running" => match Running::read(tx, &row, means).await? {
            Some(running) => Ok(running.plan(tx).await?),
            None => Ok(0),
        },
        _ => Ok(0),
    }
}

/// Pauses a campaign that a restored backup has brought back: what it has sent since the backup is known to no row.
async fn hold(tx: &mut TenantTx<JobContext>, id: Uuid) -> Result<(), kit::Error> {
    let tenant_id = tx.proof().tenant_id();
    transition_by_job(tx, None, &CAMPAIGNS, "hold", &Change { id, expected: None }).await?;
    attempts::withdraw_campaign(tx, (tenant_id, id), "pending").await?;
    note(tx, id, RESTORED).await?;
    Ok(())
}

/// Stores why a campaign doesn't run.
async fn note(tx: &mut TenantTx<JobContext>, id: Uuid, reason: &'static str) -> Result<(), Error> {
    let mut sql = Statement::new("update app.campaigns set error_code = ");
    sql.bind(reason).push(" where tenant_id = ").bind(tx.proof().tenant_id()).push(" and id = ").bind(id);
    tx.run(sql).await?;
    Ok(())
}

/// Starts a campaign at its time. One that can't start by now has failed.
async fn start(tx: &mut TenantTx<JobContext>, row: &PgRow) -> Result<u64, kit::Error> {
    let tenant_id = tx.proof().tenant_id();
    let (at, now): (Option<OffsetDateTime>, OffsetDateTime) = (row.try_get("scheduled_at")?, row.try_get("now")?);
    let Some(at) = at.filter(|at| *at <= now) else { return Ok(0) };
    let campaign = Campaign::read(row)?;
    let change = Change { id: campaign.id, expected: None };
    let reason = if now - at > GRACE {
        Some("missed")
    } else {
        campaign.find_obstacle(tx, tenant_id).await?.map(|obstacle| obstacle.code())
    };
    if let Some(reason) = reason {
        transition_by_job(tx, None, &CAMPAIGNS, "fail", &change).await?;
        note(tx, campaign.id, reason).await?;
        return Ok(0);
    }
    transition_by_job(tx, None, &CAMPAIGNS, "launch", &change).await?;
    campaign.freeze(tx, tenant_id).await?;
    Ok(0)
}
