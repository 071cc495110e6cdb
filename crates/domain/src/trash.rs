//! The trash: what was deleted can be restored for some time, and goes for good afterwards.

use sqlx::Row;
use tenancy::{Error, Job, JobContext, JobRequest, Jobs, Statement, TenantId, TenantTx};
use uuid::Uuid;

use crate::RESOURCES;
use crate::kit::{Class, Scope};

/// Rows of a table that a unit of work deletes at most.
const BATCH: i64 = 500;

/// Tenants that are looked up at once.
const PAGE: i64 = 500;

/// A table whose trash was not emptied, or not wholly, in one tenant.
#[derive(Debug)]
pub struct Failure {
    pub tenant_id: TenantId,
    pub table: &'static str,
    pub error: Error,
}

/// Deletes the rows of all tenants that have been in the trash for more than `days`, and answers how many there were.
/// The change log of each tenant names the job, and for a private row also its owner, even a former member.
///
/// A failing table of a tenant is told to `failed`, and the others go on; only an unavailable database ends the run.
pub async fn empty(
    jobs: &Jobs,
    days: i32,
    mut run_id: impl FnMut() -> Uuid,
    mut failed: impl FnMut(&Failure),
) -> Result<u64, Error> {
    let mut deleted = 0;
    let mut last = None;
    loop {
        let tenants = jobs.tenants(last, PAGE).await?;
        for &tenant_id in &tenants {
            let entry = JobRequest { tenant_id, job: Job::EMPTY_TRASH, acting_for: None, run_id: run_id() };
            let mut trash = Trash { jobs, entry, days, deleted: 0 };
            for (table, class) in tables() {
                let emptied = if class == Class::Private {
                    trash.empty_private(table).await
                } else {
                    trash.empty(table, None).await
                };
                match emptied {
                    Ok(()) => {}
                    Err(error @ Error::Unavailable(_)) => return Err(error),
                    Err(error) => failed(&Failure { tenant_id, table, error }),
                }
            }
            deleted += trash.deleted;
        }
        last = tenants.last().copied();
        if last.is_none() {
            return Ok(deleted);
        }
    }
}

/// The tables with a trash, with their classes.
fn tables() -> impl Iterator<Item = (&'static str, Class)> {
    let of_kit = RESOURCES.iter().filter(|resource| resource.class != Class::Catalog);
    of_kit.map(|resource| (resource.table, resource.class)).chain([("app.settings", Class::Shared)])
}

/// The trash of a tenant.
struct Trash<'a> {
    jobs: &'a Jobs,
    entry: JobRequest,
    days: i32,
    deleted: u64,
}

impl Trash<'_> {
    /// Empties the trash of a private table, owner by owner.
    async fn empty_private(&mut self, table: &'static str) -> Result<(), Error> {
        let Some(mut tx) = self.jobs.begin(&self.entry).await? else { return Ok(()) };
        let mut sql = Statement::new("select tenancy.owners_of_trash(");
        sql.bind(table).push(", ").bind(self.entry.tenant_id).push(", ").bind(self.days).push(")");
        let owners: Vec<Uuid> = tx.run(sql).await?.iter().map(|row| row.try_get(0)).collect::<Result<_, _>>()?;
        tx.commit().await?;
        for owner in owners {
            self.empty(table, Some(owner)).await?;
        }
        Ok(())
    }

    /// Empties the trash of what the tenant shares, or of the private rows of one owner.
    async fn empty(&mut self, table: &'static str, owner: Option<Uuid>) -> Result<(), Error> {
        loop {
            // Gone since it was looked up.
            let Some(mut tx) = self.jobs.begin(&self.entry).await? else { return Ok(()) };
            if let Some(owner) = owner {
                tx.act_as_owner(owner).await?;
            }
            let rows = delete_batch(&mut tx, table, owner, self.days).await?;
            tx.commit().await?;
            self.deleted += rows;
            if rows < BATCH.unsigned_abs() {
                return Ok(());
            }
        }
    }
}

async fn delete_batch(
    tx: &mut TenantTx<JobContext>,
    table: &'static str,
    owner: Option<Uuid>,
    days: i32,
) -> Result<u64, Error> {
    let scope = Scope::Job { tenant_id: tx.proof().tenant_id(), owner_id: owner };
    let class = if owner.is_some() { Class::Private } else { Class::Shared };
    let mut sql = Statement::new("delete from ");
    sql.push(table).push(" where ");
    scope.push(&mut sql, class);
    sql.push(" and id in (select id from ").push(table).push(" where ");
    scope.push(&mut sql, class);
    sql.push(" and deleted_at < statement_timestamp() - make_interval(days => ").bind(days);
    sql.push(") order by deleted_at limit ").bind(BATCH).push(" for update skip locked) returning 1");
    Ok(tx.run(sql).await?.len() as u64)
}
