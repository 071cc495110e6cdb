use std::fmt;
use std::time::Duration;

use parking_lot::Mutex;
use time::OffsetDateTime;
use uuid::Uuid;

use super::claim::{self, Claimed};
use super::{JobId, LeaseError};
use crate::{Clock, Pool};

/// One run of a job, as the job's code sees it.
pub struct JobRun {
    id: JobId,
    tenant_id: Option<Uuid>,
    attempt: u32,
    fence: i64,
    created_at: OffsetDateTime,
    /// By which [`JobRun::extend_lease`] extends it.
    lease: Duration,
    lease_until: Mutex<OffsetDateTime>,
    pool: Pool,
    clock: Clock,
}

impl JobRun {
    pub(super) fn new(claimed: &Claimed, lease: Duration, pool: Pool, clock: Clock) -> Self {
        Self {
            id: claimed.id,
            tenant_id: claimed.tenant_id,
            attempt: claimed.attempt,
            fence: claimed.fence,
            created_at: claimed.created_at,
            lease,
            lease_until: Mutex::new(claimed.lease_until),
            pool,
            clock,
        }
    }

    /// The same at each try: what a receiver recognises a repeated act by.
    pub fn id(&self) -> JobId {
        self.id
    }

    /// The tenant that the job was enqueued in.
    pub fn tenant_id(&self) -> Option<Uuid> {
        self.tenant_id
    }

    /// 1 at the first run.
    pub fn attempt(&self) -> u32 {
        self.attempt
    }

    /// Rises with each run of the job: a receiver that keeps the highest one refuses a run that was overtaken.
    pub fn fencing_token(&self) -> i64 {
        self.fence
    }

    pub fn created_at(&self) -> OffsetDateTime {
        self.created_at
    }

    /// Until when the job is this run's.
    pub fn lease_until(&self) -> OffsetDateTime {
        *self.lease_until.lock()
    }

    /// Has the lease end a whole lease from now. For work that lasts: between its steps.
    pub async fn extend_lease(&self) -> Result<(), LeaseError> {
        let until = self.clock.now() + self.lease;
        if !claim::extend_lease(&self.pool, (self.id, self.fence), until).await? {
            return Err(LeaseError::Lost);
        }
        *self.lease_until.lock() = until;
        Ok(())
    }

    /// Waits until the lease is over but for a tenth of it, in which the end of the run can still be stored.
    pub(super) async fn lease_over(&self) {
        loop {
            let left = self.lease_until() - self.lease / 10 - self.clock.now();
            match Duration::try_from(left) {
                Ok(left) if !left.is_zero() => tokio::time::sleep(left).await,
                _ => return,
            }
        }
    }
}

impl fmt::Debug for JobRun {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JobRun").field("id", &self.id).field("attempt", &self.attempt).finish_non_exhaustive()
    }
}
