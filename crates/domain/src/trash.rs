//! The trash: what was deleted can be restored for some time, and goes for good afterwards.

use sqlx::Row;
use tenancy::{Error, Job, JobContext, JobRequest, Jobs, Statement, TenantId, TenantTx};
use uuid::Uuid;

use crate::RESOURCES;
use crate::kit::{Class, Resource, Scope};

/// Rows of a table that a unit of work deletes at most.
const BATCH: i64 = 500;

/// Conversations whose rows a unit of work deletes at most: their messages and participants go with them.
const CONVERSATIONS: i32 = 20;

/// Tenants that are looked up at once.
const PAGE: i64 = 500;

/// A table whose trash was not emptied, or not wholly, in one tenant.
#[derive(Debug)]
pub struct Failure {
    pub tenant_id: TenantId,
    pub table: &'static str,
    pub error: Error,
}

/// Deletes the rows of all tenants that have been in the trash for more than `days`, and returns how many there were.
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
            let request = JobRequest { tenant_id, job: Job::EMPTY_TRASH, acting_for: None, run_id: run_id() };
            let mut trash = Trash { jobs, request, days, deleted: 0 };
            for table in tables() {
                let emptied = match table.class {
                    Class::Private => trash.empty_private(&table).await,
                    _ => trash.empty(&table, None).await,
                };
                match emptied {
                    Ok(()) => {}
                    Err(error @ Error::Unavailable(_)) => return Err(error),
                    Err(error) => failed(&Failure { tenant_id, table: table.name, error }),
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

/// A table with a trash.
struct Table {
    name: &'static str,
    class: Class,
    /// In a table that participants see: the column that names the conversation.
    conversation: &'static str,
}

fn tables() -> impl Iterator<Item = Table> {
    let has_trash = |resource: &&&Resource| resource.class != Class::Catalog && !resource.has_tombstones();
    let of_kit = RESOURCES.iter().filter(has_trash).map(|resource| Table {
        name: resource.table,
        class: resource.class,
        conversation: resource.conversation_column(),
    });
    let others = ["app.settings", "app.chat_endpoints"];
    of_kit.chain(others.map(|name| Table { name, class: Class::Shared, conversation: "" }))
}

/// The trash of a tenant.
struct Trash<'a> {
    jobs: &'a Jobs,
    request: JobRequest,
    days: i32,
    deleted: u64,
}

impl Trash<'_> {
    /// Empties the trash of a private table, owner by owner.
    async fn empty_private(&mut self, table: &Table) -> Result<(), Error> {
        let Some(mut tx) = self.jobs.begin(&self.request).await? else { return Ok(()) };
        let mut sql = Statement::new("select tenancy.owners_of_trash(");
        sql.bind(table.name).push(", ").bind(self.request.tenant_id).push(", ").bind(self.days).push(")");
        let owners: Vec<Uuid> = tx.run(sql).await?.iter().map(|row| row.try_get(0)).collect::<Result<_, _>>()?;
        tx.commit().await?;
        for owner in owners {
            self.empty(table, Some(owner)).await?;
        }
        Ok(())
    }

    /// Empties the trash of what the tenant shares, of its conversations, or of the private rows of one owner.
    async fn empty(&mut self, table: &Table, owner: Option<Uuid>) -> Result<(), Error> {
        loop {
            // Gone since it was looked up.
            let Some(mut tx) = self.jobs.begin(&self.request).await? else { return Ok(()) };
            if let Some(owner) = owner {
                tx.act_as_owner(owner).await?;
            }
            if table.class == Class::Participants {
                tx.enter_trash(table.name, self.days, CONVERSATIONS).await?;
            }
            let rows = delete_batch(&mut tx, table, owner, self.days).await?;
            let is_last = if table.class == Class::Participants { rows == 0 } else { rows < BATCH.unsigned_abs() };
            tx.commit().await?;
            self.deleted += rows;
            if is_last {
                return Ok(());
            }
        }
    }
}

async fn delete_batch(
    tx: &mut TenantTx<JobContext>,
    table: &Table,
    owner_id: Option<Uuid>,
    days: i32,
) -> Result<u64, Error> {
    let scope = Scope::of_job(tx, owner_id);
    let whose = |sql: &mut Statement| {
        scope.push(sql, table.class);
        if table.class == Class::Participants {
            scope.push_conversations(sql, table.conversation);
        }
    };
    let mut sql = Statement::new("delete from ");
    sql.push(table.name).push(" where ");
    whose(&mut sql);
    sql.push(" and id in (select id from ").push(table.name).push(" where ");
    whose(&mut sql);
    sql.push(" and deleted_at < statement_timestamp() - make_interval(days => ").bind(days);
    sql.push(") order by deleted_at limit ").bind(BATCH).push(" for update skip locked) returning 1");
    Ok(tx.run(sql).await?.len() as u64)
}
