//! The bin: what was deleted can be restored for some time, and goes for good afterwards.

use tenancy::{Error, Job, JobEntry, JobPass, Jobs, Role, Statement, TenantId, TenantTx};
use uuid::Uuid;

use crate::RESOURCES;
use crate::kit::Class;

/// Rows of a table that a unit of work deletes at most.
const BATCH: i64 = 500;

/// Tenants that are looked up at once.
const PAGE: i64 = 500;

/// Deletes the rows of all tenants that have been in the bin for more than `days`, and answers how many there were. The
/// change log of each tenant names the job, and for a private row also its owner.
///
/// A private row goes while its owner is a member who may write. Nobody else ever sees one.
pub async fn empty(jobs: &Jobs, days: i32, mut run_id: impl FnMut() -> Uuid) -> Result<u64, Error> {
    let mut deleted = 0;
    let mut last = None;
    loop {
        let tenants = jobs.tenants(last, PAGE).await?;
        for &tenant_id in &tenants {
            let run_id = run_id();
            deleted += empty_one(jobs, tenant_id, None, days, run_id).await?;
            for member in writers(jobs, tenant_id, run_id).await? {
                deleted += empty_one(jobs, tenant_id, Some(member), days, run_id).await?;
            }
        }
        last = tenants.last().copied();
        if last.is_none() {
            return Ok(deleted);
        }
    }
}

/// Empties the bin of what a tenant shares, or of a member's private rows.
async fn empty_one(
    jobs: &Jobs,
    tenant_id: TenantId,
    owner: Option<Uuid>,
    days: i32,
    run_id: Uuid,
) -> Result<u64, Error> {
    let acting_for = owner.map(|owner| (owner, Role::Member));
    let entry = JobEntry { tenant_id, job: Job::EMPTY_BIN, acting_for, run_id };
    let mut deleted = 0;
    for table in tables(owner.is_some()) {
        loop {
            let mut tx = match jobs.begin(&entry).await {
                Ok(Some(tx)) => tx,
                // Gone since it was looked up.
                Ok(None) | Err(Error::RoleTooLow | Error::SecondFactorRequired) => return Ok(deleted),
                Err(error) => return Err(error),
            };
            let rows = delete_batch(&mut tx, table, owner, days).await?;
            tx.commit().await?;
            deleted += rows;
            if rows < BATCH.unsigned_abs() {
                break;
            }
        }
    }
    Ok(deleted)
}

/// The tables whose rows the members share, or those whose rows are somebody's own.
fn tables(private: bool) -> impl Iterator<Item = &'static str> {
    let class = if private { Class::Private } else { Class::Shared };
    let of_kit = RESOURCES.iter().filter(move |resource| resource.class == class).map(|resource| resource.table);
    of_kit.chain((!private).then_some("app.settings"))
}

async fn delete_batch(
    tx: &mut TenantTx<JobPass>,
    table: &'static str,
    owner: Option<Uuid>,
    days: i32,
) -> Result<u64, Error> {
    let tenant_id = tx.proof().tenant_id();
    let mut sql = Statement::new("delete from ");
    sql.push(table).push(" where tenant_id = ").bind(tenant_id);
    sql.push(" and id in (select id from ").push(table).push(" where tenant_id = ").bind(tenant_id);
    if let Some(owner) = owner {
        sql.push(" and owner_id = ").bind(owner);
    }
    sql.push(" and deleted_at < statement_timestamp() - make_interval(days => ").bind(days);
    sql.push(") order by deleted_at limit ").bind(BATCH).push(" for update skip locked) returning 1");
    Ok(tx.run(sql).await?.len() as u64)
}

/// The members who may have private rows.
async fn writers(jobs: &Jobs, tenant_id: TenantId, run_id: Uuid) -> Result<Vec<Uuid>, Error> {
    let entry = JobEntry { tenant_id, job: Job::EMPTY_BIN, acting_for: None, run_id };
    let Some(mut tx) = jobs.begin(&entry).await? else { return Ok(Vec::new()) };
    let members = sqlx::query_scalar!(
        "select user_id from tenancy.memberships where tenant_id = $1 and role <> 'viewer' order by user_id",
        tenant_id.0
    )
    .fetch_all(&mut tx)
    .await?;
    tx.commit().await?;
    Ok(members)
}
