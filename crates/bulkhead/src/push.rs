//! Pushes notifications to browsers. `docs/design/push.md` has the rules.

mod send;
mod setup;

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use auth::SessionLimits;
use base::{Clock, KeyedSemaphore, Random, SecretBox, causes};
use domain::push::{self, DuePush, LiveUntil};
use parking_lot::Mutex;
use providers::{GuardedClient, PushSender};
use tenancy::{Db, Error, Job, JobRequest, Jobs, TenantId};
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinSet;
use tokio::time::MissedTickBehavior;
use uuid::Uuid;
use web::metrics::Metrics;

pub use setup::sender;

/// How often a node looks for deliveries that are due.
const LOOK: Duration = Duration::from_millis(500);

/// Deliveries that one look takes up.
const DELIVERIES: i32 = 500;

/// Messages that are under way at the same time: of a node, and of a tenant.
const UNDER_WAY: usize = 64;
const UNDER_WAY_OF_TENANT: usize = 16;

/// Pushes what is due. Cloning shares it.
#[derive(Clone)]
pub struct Pushes(Arc<Inner>);

/// What the pushing stands on.
pub struct PushParts {
    pub jobs: Jobs,
    pub db: Db,
    pub clock: Clock,
    pub random: Random,
    pub secret_box: SecretBox,
    pub session_limits: SessionLimits,
    pub client: Arc<GuardedClient>,
    /// `None` where nothing is pushed.
    pub sender: Option<PushSender>,
    pub metrics: Arc<Metrics>,
}

struct Inner {
    on: PushParts,
    /// The deliveries that this node has taken up.
    taken: Mutex<HashSet<Uuid>>,
    places: Semaphore,
    places_of_tenants: KeyedSemaphore,
}

impl Pushes {
    pub fn new(on: PushParts) -> Self {
        Self(Arc::new(Inner {
            on,
            taken: Mutex::default(),
            places: Semaphore::new(UNDER_WAY),
            places_of_tenants: KeyedSemaphore::default(),
        }))
    }

    /// Pushes until `stop` resolves. It then begins nothing more, and waits at most `drain` for what is under way; what
    /// still is then is sent again, once its lease is over.
    pub async fn run(self, stop: impl Future<Output = ()> + Send, drain: Duration) {
        let Some(sender) = self.0.on.sender.clone() else { return stop.await };
        let sender = Arc::new(sender);
        let (stopping, stopped) = watch::channel(false);
        let mut sending = JoinSet::new();
        let mut stop = std::pin::pin!(stop);
        let mut look = tokio::time::interval(LOOK);
        look.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut is_reachable = true;
        loop {
            tokio::select! {
                biased;
                () = &mut stop => break,
                Some(_) = sending.join_next() => continue,
                _ = look.tick() => {}
            }
            match push::due(&self.0.on.db, self.live(), DELIVERIES).await {
                Ok(due) => {
                    is_reachable = true;
                    for due in due {
                        self.take_up(due, &sender, &mut sending, &stopped);
                    }
                }
                Err(error) => {
                    if is_reachable {
                        tracing::warn!(error = ?causes::describe(&error), "what is to be pushed can't be looked up");
                    }
                    is_reachable = false;
                }
            }
        }
        stopping.send_replace(true);
        let all_ended = async { while sending.join_next().await.is_some() {} };
        if tokio::time::timeout(drain, all_ended).await.is_err() {
            tracing::warn!("messages to browsers still run at the end of the shutdown, and will be sent again");
        }
    }

    /// Has the metrics know how many deliveries are open. Returns how many.
    pub async fn count(&self) -> Result<u64, Error> {
        let counts = push::count(&self.0.on.db).await?;
        self.0.on.metrics.count_pushes(&counts, self.0.on.clock.now());
        Ok(counts.iter().map(|open| open.count.unsigned_abs()).sum())
    }

    /// Removes the subscriptions that have ended. Returns how many.
    pub async fn end_dead(&self) -> Result<u64, Error> {
        let on = &self.0.on;
        push::end_dead(&on.db, &on.jobs, self.live(), || self.new_id()).await
    }

    /// Sends a delivery, unless this node has taken it up already.
    fn take_up(
        &self,
        due: DuePush,
        sender: &Arc<PushSender>,
        sending: &mut JoinSet<()>,
        stopped: &watch::Receiver<bool>,
    ) {
        if self.0.taken.lock().insert(due.id) {
            let taken = Taken { pushes: self.clone(), due };
            sending.spawn(taken.send(Arc::clone(sender), stopped.clone()));
        }
    }

    fn live(&self) -> LiveUntil {
        let now = self.0.on.clock.now();
        LiveUntil { now, idle_since: now - self.0.on.session_limits.idle }
    }

    fn entering(&self, tenant_id: TenantId) -> JobRequest {
        JobRequest { tenant_id, job: Job::SEND_PUSHES, acting_for: None, run_id: self.new_id() }
    }

    fn new_id(&self) -> Uuid {
        self.0.on.random.uuid_v7(self.0.on.clock.now())
    }
}

/// A delivery that this node has taken up, until it is dropped.
struct Taken {
    pushes: Pushes,
    due: DuePush,
}

impl Drop for Taken {
    fn drop(&mut self) {
        self.pushes.0.taken.lock().remove(&self.due.id);
    }
}
