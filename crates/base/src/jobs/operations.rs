//! What operators do with jobs, over a connection of `bulkhead_platform`.

use serde::Serialize;
use sqlx::PgExecutor;
use time::OffsetDateTime;
use uuid::Uuid;

use super::{JobId, JobState};

/// Which jobs are listed: all, but for what is named.
#[derive(Clone, Debug, Default)]
pub struct JobFilter {
    pub state: Option<JobState>,
    pub kind: Option<String>,
    pub tenant_id: Option<Uuid>,
    /// The last one of the page before.
    pub before: Option<JobId>,
}

/// A job as operators see it, without its payload.
#[derive(Clone, Debug, Serialize)]
pub struct ListedJob {
    pub id: JobId,
    pub kind: String,
    pub tenant_id: Option<Uuid>,
    pub state: JobState,
    /// `at_most_once` or `at_least_once`.
    pub delivery: String,
    #[serde(with = "time::serde::rfc3339")]
    pub due_at: OffsetDateTime,
    pub attempts: i64,
    pub max_tries: i64,
    #[serde(with = "time::serde::rfc3339::option")]
    pub lease_until: Option<OffsetDateTime>,
    pub unique_key: Option<String>,
    pub last_error: Option<String>,
    #[serde(with = "time::serde::rfc3339")]
    pub created_at: OffsetDateTime,
    #[serde(with = "time::serde::rfc3339::option")]
    pub finished_at: Option<OffsetDateTime>,
}

/// Lists jobs, newest first, at most `most`.
pub async fn list(db: impl PgExecutor<'_>, filter: &JobFilter, most: i64) -> Result<Vec<ListedJob>, sqlx::Error> {
    sqlx::query_as!(
        ListedJob,
        r#"select id as "id!: JobId", kind as "kind!", tenant_id, state as "state!: JobState",
             delivery as "delivery!", due_at as "due_at!", attempts as "attempts!", max_tries as "max_tries!",
             lease_until, unique_key, last_error, created_at as "created_at!", finished_at
           from jobs.list($1, $2, $3, $4, $5)"#,
        filter.state.map(JobState::as_str),
        filter.kind.as_deref(),
        filter.tenant_id,
        filter.before.map(|id| id.0),
        most,
    )
    .fetch_all(db)
    .await
}

/// Has a job run again that failed or is in doubt, with all its tries. Returns whether there was one; not where a
/// newer job of its key waits. To repeat a job in doubt may do its act twice, so this is an operator's decision.
pub async fn retry(db: impl PgExecutor<'_>, id: JobId, now: OffsetDateTime) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar!(r#"select jobs.retry($1, $2) as "retried!""#, id.0, now).fetch_one(db).await
}

/// Cancels a job. Returns its state: [`JobState::Cancelled`]; [`JobState::Running`], where this run goes on to its end
/// and no other follows; `None` where there is no job that waits or runs.
pub async fn cancel(db: impl PgExecutor<'_>, id: JobId, now: OffsetDateTime) -> Result<Option<JobState>, sqlx::Error> {
    sqlx::query_scalar!(r#"select jobs.cancel($1, $2) as "state: JobState""#, id.0, now).fetch_one(db).await
}
