use std::fmt::Display;
use std::time::Duration;

/// Why a run didn't do its work. The reason is stored with the job and shown to operators: no secret and no personal
/// data.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum JobError {
    /// Nothing was done, and a later run may succeed.
    #[error("{reason}")]
    Retry {
        reason: String,
        /// The wait until the next run, where the other side named one; else the kind's backoff.
        after: Option<Duration>,
    },
    /// No later run would succeed.
    #[error("{reason}")]
    Fail { reason: String },
}

impl JobError {
    pub fn retry(reason: impl Display) -> Self {
        Self::Retry { reason: reason.to_string(), after: None }
    }

    pub fn retry_after(after: Duration, reason: impl Display) -> Self {
        Self::Retry { reason: reason.to_string(), after: Some(after) }
    }

    pub fn fail(reason: impl Display) -> Self {
        Self::Fail { reason: reason.to_string() }
    }
}

/// Why a lease couldn't be extended.
#[derive(Debug, thiserror::Error)]
pub enum LeaseError {
    /// The lease ran out, and the job may run elsewhere: this run must stop.
    #[error("the lease of the job has run out")]
    Lost,
    #[error("the lease can't be extended")]
    Database(#[from] crate::DbError),
}

impl From<LeaseError> for JobError {
    fn from(error: LeaseError) -> Self {
        Self::retry(error)
    }
}
