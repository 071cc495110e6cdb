use std::sync::Arc;
use std::time::Duration;

use futures_util::FutureExt;
use futures_util::future::BoxFuture;

use super::claim::Payload;
use super::enqueue::secret_context;
use super::{BackgroundJob, Backoff, Delivery, JobError, JobRun, Limits};
use crate::SecretBox;

/// The kinds of work that a node runs. Jobs of other kinds wait for a node that knows them.
#[derive(Default)]
pub struct Registry {
    kinds: Vec<Arc<Kind>>,
}

type Start = Box<dyn Fn(Payload, &SecretBox, Arc<JobRun>) -> BoxFuture<'static, Result<(), JobError>> + Send + Sync>;

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
        let start: Start = Box::new(move |payload, secret_box, run| {
            let job = decode::<J>(payload, secret_box);
            let context = context.clone();
            async move { job?.run(&context, &run).await }.boxed()
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

/// Reads a payload. One that can't be read is tried again: a node with the right key, or a newer one, may be about to
/// start.
fn decode<J: BackgroundJob>(payload: Payload, secret_box: &SecretBox) -> Result<J, JobError> {
    let unreadable = || JobError::retry("the payload can't be read: another ENCRYPTION_KEY, or a newer server's");
    match payload {
        Payload::Plain(value) => serde_json::from_value(value).map_err(|_| unreadable()),
        Payload::Encrypted(bytes) => {
            let plain = secret_box.decrypt(&secret_context(J::KIND), &bytes).map_err(|_| unreadable())?;
            serde_json::from_slice(&plain).map_err(|_| unreadable())
        }
    }
}
