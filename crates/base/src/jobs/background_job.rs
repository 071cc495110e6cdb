use std::time::Duration;

use serde::Serialize;
use serde::de::DeserializeOwned;
use time::OffsetDateTime;

use super::{Backoff, JobError, JobRun};

/// A kind of background work. The value is the payload of one job.
///
/// A payload waits in the database while servers are replaced: a field that is added needs a default
/// (`#[serde(default)]`).
pub trait BackgroundJob: Serialize + DeserializeOwned + Send + Sync + 'static {
    /// What the work needs of the process, given to [`super::Registry::register`].
    type Context: Clone + Send + Sync + 'static;

    /// Stands in the database and in metrics: `[a-z][a-z0-9_]*`.
    const KIND: &'static str;
    const DELIVERY: Delivery;
    /// Whether the payload is encrypted at rest. It then goes with the job's success.
    const IS_SECRET: bool = false;
    /// Runs until the job has failed for good, if each ends in [`JobError::Retry`].
    const MAX_TRIES: u16 = 8;
    const BACKOFF: Backoff = Backoff::DEFAULT;
    /// How long a run may take without [`JobRun::extend_lease`].
    const LEASE: Duration = Duration::from_mins(1);
    const LIMITS: Limits = Limits::DEFAULT;

    /// From when on there is no use in the work: a job that has waited until then has failed. None by default.
    fn expires_at(&self, created_at: OffsetDateTime) -> Option<OffsetDateTime> {
        let _ = created_at;
        None
    }

    /// The context in which a secret payload is encrypted.
    fn secret_context() -> String {
        format!("job {}", Self::KIND)
    }

    /// Does the work. The future is dropped where the run outlasts its lease or the bound of a shutdown.
    fn run(&self, context: &Self::Context, run: &JobRun) -> impl Future<Output = Result<(), JobError>> + Send;
}

/// What becomes of a job whose run ended without a word: its process died, or it outlasted its lease.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delivery {
    /// The job ends in doubt and isn't due again. For acts that must not be repeated, as a call or a payment.
    AtMostOnce,
    /// The job is due again. For work that may be repeated: [`JobRun::id`] is the same at each try.
    AtLeastOnce,
}

impl Delivery {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::AtMostOnce => "at_most_once",
            Self::AtLeastOnce => "at_least_once",
        }
    }
}

/// Runs of one kind at the same time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Over all nodes.
    pub overall: u16,
    /// For one tenant, over all nodes. Jobs without a tenant don't count.
    pub per_tenant: u16,
    pub per_node: u16,
}

impl Limits {
    pub const DEFAULT: Self = Self { overall: 32, per_tenant: 4, per_node: 8 };
}
