//! The worker's statements, over connections of `bulkhead_platform`. None is held while a job runs.

use std::time::Duration;

use time::OffsetDateTime;
use uuid::Uuid;

use super::{JobId, JobState, RunOutcome};
use crate::{DbError, Pool};

/// A job that this node has until its lease runs out.
#[derive(Debug)]
pub(super) struct Claimed {
    pub id: JobId,
    pub kind: String,
    pub tenant_id: Option<Uuid>,
    pub payload: Payload,
    /// Counts this run.
    pub attempt: u32,
    /// The token of this claim: with an older one nothing can be said of the job.
    pub fence: i64,
    pub lease_until: OffsetDateTime,
    pub created_at: OffsetDateTime,
}

#[derive(Debug)]
pub(super) enum Payload {
    Plain(serde_json::Value),
    Encrypted(Vec<u8>),
}

/// What a node may claim of a kind.
#[derive(Clone, Copy, Debug)]
pub(super) struct Capacity {
    pub kind: &'static str,
    /// Jobs that this node has places for.
    pub places: usize,
    /// Runs at the same time over all nodes, and for one tenant.
    pub overall: u16,
    pub per_tenant: u16,
    pub lease: Duration,
}

/// Claims at most `places` jobs that are due, kinds in the given order, tenants in turn.
pub(super) async fn claim(
    pool: &Pool,
    capacities: &[Capacity],
    places: usize,
    now: OffsetDateTime,
) -> Result<Vec<Claimed>, DbError> {
    let kinds: Vec<String> = capacities.iter().map(|capacity| capacity.kind.to_owned()).collect();
    let most: Vec<i64> = capacities.iter().map(|capacity| number(capacity.places)).collect();
    let overall: Vec<i64> = capacities.iter().map(|capacity| capacity.overall.into()).collect();
    let per_tenant: Vec<i64> = capacities.iter().map(|capacity| capacity.per_tenant.into()).collect();
    let leases: Vec<i64> = capacities.iter().map(|capacity| number(capacity.lease.as_millis())).collect();
    let mut db = pool.lease().await?;
    let rows = sqlx::query!(
        r#"select id as "id!: JobId", kind as "kind!", tenant_id, payload, encrypted, attempts as "attempts!",
             fence as "fence!", lease_until as "lease_until!", created_at as "created_at!"
           from jobs.claim($1, $2, $3, $4, $5, $6, $7)"#,
        &kinds,
        &most,
        &overall,
        &per_tenant,
        &leases,
        number(places),
        now,
    )
    .fetch_all(&mut db)
    .await?;
    db.give_back();
    let claimed = rows.into_iter().map(|row| Claimed {
        id: row.id,
        kind: row.kind,
        tenant_id: row.tenant_id,
        payload: match row.encrypted {
            Some(encrypted) => Payload::Encrypted(encrypted),
            None => Payload::Plain(row.payload.unwrap_or_default()),
        },
        attempt: row.attempts.try_into().unwrap_or(u32::MAX),
        fence: row.fence,
        lease_until: row.lease_until,
        created_at: row.created_at,
    });
    Ok(claimed.collect())
}

/// How a run ended, and what follows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Ending {
    pub outcome: RunOutcome,
    /// When a [`RunOutcome::Retry`] is due again.
    pub due_at: Option<OffsetDateTime>,
    pub error: Option<String>,
}

/// Ends a run. Returns the job's state; `None` where the token is an old one, and nothing is changed.
pub(super) async fn end_run(
    pool: &Pool,
    (id, fence): (JobId, i64),
    ending: &Ending,
    now: OffsetDateTime,
) -> Result<Option<JobState>, DbError> {
    let mut db = pool.lease().await?;
    let state = sqlx::query_scalar!(
        r#"select jobs.end_run($1, $2, $3, $4, $5, $6) as "state: JobState""#,
        id.0,
        fence,
        ending.outcome.as_str(),
        now,
        ending.due_at,
        ending.error,
    )
    .fetch_one(&mut db)
    .await?;
    db.give_back();
    Ok(state)
}

/// Lengthens a lease. Returns whether the job is still the holder's.
pub(super) async fn extend_lease(
    pool: &Pool,
    (id, fence): (JobId, i64),
    until: OffsetDateTime,
) -> Result<bool, DbError> {
    let mut db = pool.lease().await?;
    let held = sqlx::query_scalar!(r#"select jobs.extend_lease($1, $2, $3) as "held!""#, id.0, fence, until);
    let held = held.fetch_one(&mut db).await?;
    db.give_back();
    Ok(held)
}

/// Takes back the jobs whose lease ran out; returns their kinds and states.
pub(super) async fn end_lost_runs(pool: &Pool, now: OffsetDateTime) -> Result<Vec<(String, JobState)>, DbError> {
    let mut db = pool.lease().await?;
    let rows = sqlx::query!(r#"select kind as "kind!", state as "state!: JobState" from jobs.end_lost_runs($1)"#, now);
    let rows = rows.fetch_all(&mut db).await?;
    db.give_back();
    Ok(rows.into_iter().map(|row| (row.kind, row.state)).collect())
}

/// Since when the oldest job of a kind is due, for each kind that has one.
pub(super) async fn oldest_due(
    pool: &Pool,
    kinds: &[String],
    now: OffsetDateTime,
) -> Result<Vec<(String, OffsetDateTime)>, DbError> {
    let mut db = pool.lease().await?;
    let rows = sqlx::query!(r#"select kind as "kind!", due_at as "due_at!" from jobs.oldest_due($1, $2)"#, kinds, now);
    let rows = rows.fetch_all(&mut db).await?;
    db.give_back();
    Ok(rows.into_iter().map(|row| (row.kind, row.due_at)).collect())
}

fn number(value: impl TryInto<i64>) -> i64 {
    value.try_into().unwrap_or(i64::MAX)
}
