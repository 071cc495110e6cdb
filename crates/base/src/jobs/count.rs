use sqlx::PgExecutor;
use time::OffsetDateTime;

use super::JobState;

/// The states whose jobs are counted: of the others there are many, and they need no act.
pub const COUNTED: [JobState; 4] = [JobState::Waiting, JobState::Running, JobState::Failed, JobState::InDoubt];

/// How many jobs of a kind are in a state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JobCount {
    pub kind: String,
    /// One of [`COUNTED`].
    pub state: JobState,
    pub count: i64,
    /// Since when the oldest is due, of those that wait and are.
    pub oldest_due_at: Option<OffsetDateTime>,
}

/// Counts jobs by kind and state, over a connection of `bulkhead_platform`.
pub async fn count(db: impl PgExecutor<'_>, now: OffsetDateTime) -> Result<Vec<JobCount>, sqlx::Error> {
    sqlx::query_as!(
        JobCount,
        r#"select kind as "kind!", state as "state!: JobState", count as "count!", oldest_due_at
           from jobs.count_by_state($1)"#,
        now
    )
    .fetch_all(db)
    .await
}
