//! The requests of a queue, one after the other.

use std::time::Duration;

use base::{KeyedPermit, causes};
use domain::attempts::{self, Claim, ClaimRequest, Claimed, Next, Queue};
use tokio::sync::{OwnedSemaphorePermit, watch};
use tokio::task::JoinSet;
use tokio::time::Instant;

use super::{Dispatcher, IN_FLIGHT_OF_TENANT, send};

/// The longest wait for the phone's rate that a queue stays served for.
const LONGEST_WAIT: Duration = Duration::from_secs(10);

/// When a report that could not be stored is tried again: the database may be restarting.
const REPORT_AGAIN_AFTER: [Duration; 4] =
    [Duration::from_millis(250), Duration::from_secs(1), Duration::from_secs(4), Duration::from_secs(10)];

/// A node serves a queue by one of these at a time, until it is dropped.
pub(super) struct Serving {
    dispatcher: Dispatcher,
    queue: Queue,
}

/// The right to have one request under way: of the tenant's few first, then of the node's many. So the requests of one
/// tenant that wait for the node's are as few, whatever the tenant has to send.
struct Places {
    _tenants: KeyedPermit,
    _nodes: Option<OwnedSemaphorePermit>,
}

impl Serving {
    /// `None` where the node serves the queue already.
    pub fn begin(dispatcher: &Dispatcher, queue: Queue) -> Option<Self> {
        let is_free = dispatcher.0.served.lock().insert(queue);
        is_free.then(|| Self { dispatcher: dispatcher.clone(), queue })
    }

    /// Sends until nothing is due any more, or it is time to stop. Another may begin then; this one waits for what is
    /// under way.
    pub async fn run(self, stopped: watch::Receiver<bool>) {
        let mut under_way = self.send_due(stopped).await;
        while under_way.join_next().await.is_some() {}
    }

    async fn send_due(self, mut stopped: watch::Receiver<bool>) -> JoinSet<()> {
        let mut under_way = JoinSet::new();
        loop {
            while under_way.try_join_next().is_some() {}
            let places = self.places().await;
            if *stopped.borrow() {
                break;
            }
            let claimed_at = Instant::now();
            match self.claim().await {
                Ok(Next::Send(claimed)) => {
                    let (dispatcher, queue) = (self.dispatcher.clone(), self.queue);
                    under_way.spawn(async move {
                        deliver(&dispatcher, queue, &claimed, claimed_at).await;
                        drop(places);
                    });
                }
                Ok(Next::Wait(wait)) if wait <= LONGEST_WAIT => {
                    drop(places);
                    tokio::select! {
                        () = tokio::time::sleep(wait) => {}
                        _ = stopped.changed() => {}
                    }
                }
                Ok(Next::Wait(_) | Next::Nothing) => break,
                Err(error) => {
                    tracing::warn!(error = ?causes::describe(&error), "an attempt can't be claimed");
                    break;
                }
            }
        }
        under_way
    }

    async fn places(&self) -> Places {
        let inner = &self.dispatcher.0;
        let key = self.queue.tenant_id.0.as_bytes().to_vec();
        let tenants = inner.places_of_tenants.acquire(key, IN_FLIGHT_OF_TENANT).await;
        Places { _tenants: tenants, _nodes: inner.places.clone().acquire_owned().await.ok() }
    }

    async fn claim(&self) -> Result<Next, tenancy::Error> {
        let on = &self.dispatcher.0.on;
        let claim = Claim(on.random.uuid_v7(on.clock.now()));
        let wanted = ClaimRequest { queue: self.queue, claim, simulates: on.carriers.simulates() };
        attempts::claim(&on.jobs, &self.dispatcher.entering(self.queue.tenant_id), wanted).await
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        self.dispatcher.0.served.lock().remove(&self.queue);
    }
}

/// Sends the request of a claimed attempt, over no connection to the database, and stores what came of it.
async fn deliver(dispatcher: &Dispatcher, queue: Queue, claimed: &Claimed, claimed_at: Instant) {
    let answer = send::send(&dispatcher.0.on, claimed, claimed_at).await;
    let entering = dispatcher.entering(claimed.tenant_id);
    let report = answer.report();
    let jobs = &dispatcher.0.on.jobs;
    let mut waits = REPORT_AGAIN_AFTER.into_iter();
    loop {
        match attempts::report(jobs, &entering, claimed.attempt_id, claimed.claim, &report).await {
            Ok(reported) => return dispatcher.note(queue, reported, report.error_code),
            // Whether it was stored or not, the same report stores it once.
            Err(error) => {
                let error = causes::describe(&error);
                let Some(wait) = waits.next() else {
                    // Its lease runs out, and leaves it in doubt.
                    tracing::warn!(?error, "what came of a request can't be stored");
                    return;
                };
                tokio::time::sleep(wait).await;
            }
        }
    }
}
