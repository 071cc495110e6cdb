use std::convert::Infallible;
use std::time::Duration;

use serde::Serialize;
use sqlx::PgExecutor;
use time::OffsetDateTime;

use super::{Failure, Run};
use crate::{DbError, Pool};

/// For how long a run is its node's without a word from it.
const LEASE: Duration = Duration::from_mins(1);
/// Characters of an error that are kept.
const ERROR_LENGTH: usize = 500;

/// Where the nodes of an installation record their runs, and agree on who runs next.
pub struct RunLog {
    pool: Pool,
    node: String,
}

/// What came of asking for a run.
pub(super) struct Claim {
    /// How long the task has to wait; `None`: this node runs it.
    pub due_in: Option<Duration>,
    pub succeeded_at: Option<OffsetDateTime>,
}

impl RunLog {
    /// `pool` is one of `bulkhead_platform`. `node` names this process among the others.
    pub fn new(pool: Pool, node: String) -> Self {
        Self { pool, node }
    }

    /// Claims a run of a task that one node runs at a time.
    pub(super) async fn claim(
        &self,
        task: &'static str,
        interval: Duration,
        at: OffsetDateTime,
    ) -> Result<Claim, DbError> {
        let mut db = self.pool.lease().await?;
        let claim = sqlx::query!(
            r#"select claimed as "claimed!", due_at as "due_at!", succeeded_at
               from jobs.claim_periodic_run($1, $2, $3, $4, $5)"#,
            task,
            millis(interval),
            self.node,
            at,
            millis(LEASE),
        )
        .fetch_one(&mut db)
        .await?;
        db.give_back();
        let due_in = (!claim.claimed).then(|| (claim.due_at - at).try_into().unwrap_or(Duration::ZERO));
        Ok(Claim { due_in, succeeded_at: claim.succeeded_at })
    }

    /// Keeps a claimed run this node's for as long as the future is polled.
    pub(super) async fn keep(&self, task: &'static str, started_at: OffsetDateTime) -> Infallible {
        let mut held_for = LEASE;
        loop {
            tokio::time::sleep(LEASE / 3).await;
            held_for += LEASE / 3;
            match self.extend(task, started_at, started_at + held_for).await {
                Ok(true) => {}
                Ok(false) => {
                    tracing::warn!(task.name = task, "another node has taken over a periodic task that runs here");
                }
                Err(error) => {
                    let error = crate::causes::describe(&error);
                    tracing::debug!(task.name = task, ?error, "a periodic task's lease was not extended");
                }
            }
        }
    }

    /// Returns whether the run is still this node's.
    async fn extend(&self, task: &str, started_at: OffsetDateTime, until: OffsetDateTime) -> Result<bool, DbError> {
        let mut db = self.pool.lease().await?;
        let is_ours = sqlx::query_scalar!(
            r#"select jobs.extend_periodic_run($1, $2, $3, $4) as "is_ours!""#,
            task,
            self.node,
            started_at,
            until
        )
        .fetch_one(&mut db)
        .await?;
        db.give_back();
        Ok(is_ours)
    }

    /// Records the end of a run, which was claimed or else is one of each node's own.
    pub(super) async fn record(&self, run: &Run, interval: Duration, was_claimed: bool) -> Result<(), DbError> {
        let rows = run.result.as_ref().ok().map(|rows| i64::try_from(*rows).unwrap_or(i64::MAX));
        let error = run.result.as_ref().err().map(kept_text);
        let mut db = self.pool.lease().await?;
        sqlx::query!(
            "select from jobs.record_periodic_run($1, $2, $3, $4, $5, $6, $7, $8)",
            run.task,
            millis(interval),
            self.node,
            run.started_at,
            millis(run.took),
            rows,
            error,
            was_claimed,
        )
        .execute(&mut db)
        .await?;
        db.give_back();
        Ok(())
    }
}

/// What is kept of a failure. A panic's words may hold values that the task worked on, so they stand in the log alone.
fn kept_text(failure: &Failure) -> String {
    match failure {
        Failure::Error(causes) => causes.chars().take(ERROR_LENGTH).collect(),
        Failure::Panic(_) => "panicked".to_owned(),
    }
}

fn millis(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)
}

/// The last run of a task, as operators see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ListedRun {
    pub task: String,
    pub interval_ms: i64,
    /// Where the last run began.
    pub node: String,
    #[serde(with = "time::serde::rfc3339")]
    pub started_at: OffsetDateTime,
    /// `None` while it runs, and where its node didn't survive it.
    #[serde(with = "time::serde::rfc3339::option")]
    pub finished_at: Option<OffsetDateTime>,
    #[serde(skip)]
    pub lease_until: OffsetDateTime,
    /// Of the run that ended last, as are the rows and the error.
    pub duration_ms: Option<i64>,
    /// Rows dealt with; `None` where it failed.
    pub rows: Option<i64>,
    pub error: Option<String>,
    /// When the last run that succeeded began.
    #[serde(with = "time::serde::rfc3339::option")]
    pub succeeded_at: Option<OffsetDateTime>,
}

impl ListedRun {
    /// Whether two intervals and two minutes have gone by without a success.
    pub fn is_late(&self, now: OffsetDateTime) -> bool {
        let bound = time::Duration::milliseconds(self.interval_ms.saturating_mul(2)) + time::Duration::minutes(2);
        self.succeeded_at.map_or(self.error.is_some(), |at| now - at > bound)
    }
}

/// Lists the last run of each task, by name, over a connection of `bulkhead_platform`.
pub async fn list(db: impl PgExecutor<'_>) -> Result<Vec<ListedRun>, sqlx::Error> {
    sqlx::query_as!(
        ListedRun,
        r#"select task as "task!", interval_ms as "interval_ms!", node as "node!", started_at as "started_at!",
             finished_at, lease_until as "lease_until!", duration_ms, rows, error, succeeded_at
           from jobs.list_periodic_runs()"#
    )
    .fetch_all(db)
    .await
}
