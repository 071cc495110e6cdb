use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use futures_util::FutureExt;
use tokio::sync::watch;
use tokio::time::Instant;

use crate::Pool;
use crate::causes::describe;
use crate::jobs::claim::{self, Claimed, Ending};
use crate::jobs::registry::Kind;
use crate::jobs::{Delivery, JobError, JobId, JobObserver, JobQueue, JobRun, JobState, RunOutcome};

/// Between tries to store the end of a run.
const STORE_AGAIN: Duration = Duration::from_millis(200);
/// For how long the end of a run that a shutdown stopped is tried to be stored.
const STORE_AT_SHUTDOWN: Duration = Duration::from_secs(2);

/// Runs one job.
pub(super) struct Execution {
    pub kind: Arc<Kind>,
    pub pool: Pool,
    pub queue: JobQueue,
    pub observer: Arc<dyn JobObserver>,
}

impl Execution {
    /// Runs the job, stores how that ended, and returns the kind.
    pub async fn run(self, claimed: Claimed, mut abandoned: watch::Receiver<bool>) -> &'static str {
        let begun = Instant::now();
        let run = JobRun::new(&claimed, self.kind.lease, self.pool.clone(), self.queue.clock.clone());
        let (id, run) = (claimed.id, Arc::new(run));
        let work = (self.kind.start)(claimed.payload, &self.queue, Arc::clone(&run));
        let ending = tokio::select! {
            done = AssertUnwindSafe(work).catch_unwind() => match done {
                Ok(Ok(())) => Ending { outcome: RunOutcome::Done, due_at: None, error: None },
                Ok(Err(error)) => self.failed(id, &error, run.attempt()),
                Err(_) => self.unknown(id, "the job panicked", run.attempt()),
            },
            () = run.lease_over() => self.unknown(id, "the run outlasted its lease", run.attempt()),
            _ = abandoned.wait_for(|abandoned| *abandoned) => self.stopped(id),
        };
        let took = begun.elapsed();
        let state = tokio::select! {
            state = self.store(&run, &ending) => state,
            () = async {
                let _ = abandoned.wait_for(|abandoned| *abandoned).await;
                tokio::time::sleep(STORE_AT_SHUTDOWN).await;
            } => None,
        };
        let mut outcome = ending.outcome;
        if outcome == RunOutcome::Retry && state == Some(JobState::Failed) {
            tracing::error!(job.id = %id, job.kind = self.kind.name, "a job has failed at its last try");
            outcome = RunOutcome::Failed;
        }
        self.observer.ended(self.kind.name, outcome, took);
        self.kind.name
    }

    /// The run says how it ended.
    fn failed(&self, id: JobId, error: &JobError, attempt: u32) -> Ending {
        match error {
            JobError::Retry { reason, after } => self.retry(id, reason, *after, attempt),
            JobError::Fail { reason } => {
                tracing::error!(job.id = %id, job.kind = self.kind.name, reason, "a job has failed");
                Ending { outcome: RunOutcome::Failed, due_at: None, error: Some(reason.clone()) }
            }
        }
    }

    fn retry(&self, id: JobId, reason: &str, after: Option<Duration>, attempt: u32) -> Ending {
        tracing::warn!(job.id = %id, job.kind = self.kind.name, attempt, reason, "a run of a job has failed");
        let wait = after.unwrap_or_else(|| self.kind.backoff.wait(attempt, &self.queue.random));
        let due_at = self.queue.clock.now() + wait;
        Ending { outcome: RunOutcome::Retry, due_at: Some(due_at), error: Some(reason.to_owned()) }
    }

    /// The run ended without a word, so its act may have been done.
    fn unknown(&self, id: JobId, reason: &str, attempt: u32) -> Ending {
        match self.kind.delivery {
            Delivery::AtLeastOnce => self.retry(id, reason, None, attempt),
            Delivery::AtMostOnce => self.in_doubt(id, reason),
        }
    }

    fn stopped(&self, id: JobId) -> Ending {
        match self.kind.delivery {
            Delivery::AtLeastOnce => Ending { outcome: RunOutcome::Released, due_at: None, error: None },
            Delivery::AtMostOnce => self.in_doubt(id, "a shutdown stopped the run"),
        }
    }

    fn in_doubt(&self, id: JobId, reason: &str) -> Ending {
        tracing::error!(job.id = %id, job.kind = self.kind.name, reason, "a job is in doubt");
        Ending { outcome: RunOutcome::InDoubt, due_at: None, error: Some(reason.to_owned()) }
    }

    /// Tries for as long as the lease lasts: after that, another node decides. Returns the job's state, if it could be
    /// stored.
    async fn store(&self, run: &JobRun, ending: &Ending) -> Option<JobState> {
        let key = (run.id(), run.fencing_token());
        loop {
            let now = self.queue.clock.now();
            match claim::end_run(&self.pool, key, ending, now).await {
                Ok(Some(state)) => return Some(state),
                Ok(None) => {
                    tracing::warn!(job.id = %run.id(), job.kind = self.kind.name, "a run has lost its job");
                    return None;
                }
                Err(error) if now >= run.lease_until() => {
                    let error = describe(&error);
                    tracing::error!(job.id = %run.id(), job.kind = self.kind.name, error, "the end of a run is lost");
                    return None;
                }
                Err(_) => tokio::time::sleep(STORE_AGAIN).await,
            }
        }
    }
}
