//! What is due, and what is dead, of all tenants: ids alone.

use sqlx::Row;
use sqlx::postgres::PgRow;
use tenancy::{Db, Error, Job, JobRequest, Jobs, Statement, TenantId};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::OpenDeliveries;

/// By which times a session is live.
#[derive(Clone, Copy, Debug)]
pub struct LiveUntil {
    pub now: OffsetDateTime,
    /// A session that was last used then or earlier has ended.
    pub idle_since: OffsetDateTime,
}

/// A delivery that is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DuePush {
    pub tenant_id: TenantId,
    pub user_id: Uuid,
    pub id: Uuid,
}

/// Subscriptions that are ended in one go.
const DEAD: i32 = 500;

/// The deliveries that are due, at most `most`, in the order in which they fell due.
pub async fn due(db: &Db, live: LiveUntil, most: i32) -> Result<Vec<DuePush>, Error> {
    find(db, "select tenant_id, user_id, delivery_id from tenancy.due_pushes(", live, most).await
}

/// The open deliveries of all tenants, by state.
pub async fn count(db: &Db) -> Result<Vec<OpenDeliveries>, Error> {
    OpenDeliveries::count(db, "select status, deliveries, oldest from tenancy.count_pushes()").await
}

/// Removes the subscriptions that have ended, with their deliveries, and returns how many. `run_id` makes a random id.
pub async fn end_dead(db: &Db, jobs: &Jobs, live: LiveUntil, run_id: impl Fn() -> Uuid) -> Result<u64, Error> {
    let sql = "select tenant_id, user_id, subscription_id from tenancy.dead_push_subscriptions(";
    let mut ended = 0;
    loop {
        let dead = find(db, sql, live, DEAD).await?;
        for subscription in &dead {
            end(jobs, *subscription, run_id()).await?;
            ended += 1;
        }
        if dead.len() < usize::try_from(DEAD).unwrap_or(usize::MAX) {
            return Ok(ended);
        }
    }
}

/// Removes a subscription, with its deliveries: it goes to the trash, and from there at once, since its keys are of no use
/// to anybody.
pub(super) async fn end(jobs: &Jobs, subscription: DuePush, run_id: Uuid) -> Result<(), Error> {
    let DuePush { tenant_id, user_id, id } = subscription;
    let entering = JobRequest { tenant_id, job: Job::EMPTY_TRASH, acting_for: None, run_id };
    let Some(mut tx) = jobs.begin(&entering).await? else { return Ok(()) };
    tx.act_as_owner(user_id).await?;
    for sql in [
        "update app.push_subscriptions set deleted_at = statement_timestamp() where deleted_at is null and tenant_id = ",
        "delete from app.push_subscriptions where deleted_at is not null and tenant_id = ",
    ] {
        let mut sql = Statement::new(sql);
        sql.bind(tenant_id).push(" and owner_id = ").bind(user_id).push(" and id = ").bind(id);
        tx.run(sql).await?;
    }
    tx.commit().await?;
    Ok(())
}

async fn find(db: &Db, function: &'static str, live: LiveUntil, most: i32) -> Result<Vec<DuePush>, Error> {
    let mut sql = Statement::new(function);
    sql.bind(live.now).push(", ").bind(live.idle_since).push(", ").bind(most).push(")");
    let mut tx = db.begin_platform().await?;
    let rows = tx.run(sql).await?;
    tx.commit().await?;
    let read = |row: &PgRow| Ok(DuePush { tenant_id: row.try_get(0)?, user_id: row.try_get(1)?, id: row.try_get(2)? });
    rows.iter().map(read).collect::<Result<_, sqlx::Error>>().map_err(Error::from)
}
