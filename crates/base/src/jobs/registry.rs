use std::sync::Arc;
use std::time::Duration;

use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use time::OffsetDateTime;

use super::claim::Payload;
use super::{BackgroundJob, Backoff, Delivery, JobError, JobQueue, JobRun, Limits};
use crate::SecretBox;

/// The kinds of work that a node runs. Jobs of other kinds wait for a node that knows them.
#[derive(Default)]
pub struct Registry {
    kinds: Vec<Arc<Kind>>,
}

type Start = Box<dyn Fn(Payload, &JobQueue, Arc<JobRun>) -> BoxFuture<'static, Result<(), JobError>> + Send + Sync>;

/// A [`BackgroundJob`] without its type.
pub(super) struct Kind {
    pub name: &'static str,
    pub delivery: Delivery,
    pub backoff: Backoff,
    pub lease: Duration,
    pub limits: Limits,
    pub start: Start,
}

impl Registry {
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a kind. Panics where two kinds have one name.
    pub fn register<J: BackgroundJob>(&mut self, context: J::Context) -> &mut Self {
        assert!(self.kinds.iter().all(|kind| kind.name != J::KIND), "two kinds of job are called {}", J::KIND);
        let start: Start = Box::new(move |payload, queue, run| {
            let job = decode::<J>(payload, &queue.secret_box);
            let (context, queue) = (context.clone(), queue.clone());
            async move {
                let ended = match &job {
                    Ok(job) if expires(job, &run, queue.clock.now()) => Err(JobError::fail("it has expired")),
                    Ok(job) => job.run(&context, &run).await,
                    Err(unreadable) => Err(unreadable.clone()),
                };
                let Err(JobError::Retry { reason, after }) = ended else { return ended };
                let wait = after.unwrap_or_else(|| J::BACKOFF.wait(run.attempt(), &queue.random));
                let next = queue.clock.now() + wait;
                Err(match &job {
                    Ok(job) if expires(job, &run, next) => JobError::Fail { reason },
                    _ => JobError::Retry { reason, after: Some(wait) },
                })
            }
            .boxed()
        });
        self.kinds.push(Arc::new(Kind {
            name: J::KIND,
            delivery: J::DELIVERY,
            backoff: J::BACKOFF,
            lease: J::LEASE,
            limits: J::LIMITS,
            start,
        }));
        self
    }

    pub(super) fn into_kinds(self) -> Vec<Arc<Kind>> {
        self.kinds
    }
}

/// Whether the work is of no use any more at a time.
fn expires<J: BackgroundJob>(job: &J, run: &JobRun, at: OffsetDateTime) -> bool {
    job.expires_at(run.created_at()).is_some_and(|expires_at| at >= expires_at)
}

/// Reads a payload. One that can't be read is tried again: a node with the right key, or a newer one, may be about to
/// start.
fn decode<J: BackgroundJob>(payload: Payload, secret_box: &SecretBox) -> Result<J, JobError> {
    let unreadable = || JobError::retry("the payload can't be read: another ENCRYPTION_KEY, or a newer server's");
    match payload {
        Payload::Plain(value) => serde_json::from_value(value).map_err(|_| unreadable()),
        Payload::Encrypted(bytes) => {
            let plain = secret_box.decrypt(&J::secret_context(), &bytes).map_err(|_| unreadable())?;
            serde_json::from_slice(&plain).map_err(|_| unreadable())
        }
    }
}
