//! Has tenants' webhooks hear of what is new in the change log. `docs/design/webhooks.md` has the rules.

mod serve;

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use auth::Auth;
use base::{Clock, KeyedSemaphore, Random, SecretBox, causes};
use domain::webhooks;
use parking_lot::Mutex;
use providers::GuardedClient;
use tenancy::{Db, Error, Job, JobRequest, Jobs, TenantId};
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinSet;
use tokio::time::MissedTickBehavior;
use uuid::Uuid;
use web::metrics::Metrics;

use serve::Serving;

/// How often a node reads on in the change log, and looks for deliveries that are due.
const LOOK: Duration = Duration::from_millis(250);

/// Webhooks that one look takes up.
const WEBHOOKS: i32 = 1_000;

/// Messages that are under way at the same time: 256 of a node and 16 of a tenant, 4 for each webhook that is served.
const SERVED: usize = 64;
const SERVED_OF_TENANT: usize = 4;

/// Delivers events to webhooks. Cloning shares it.
#[derive(Clone)]
pub struct Webhooks(Arc<Inner>);

/// What the delivery of events stands on.
pub struct WebhookParts {
    pub auth: Auth,
    pub jobs: Jobs,
    pub db: Db,
    pub clock: Clock,
    pub random: Random,
    pub secret_box: SecretBox,
    pub client: Arc<GuardedClient>,
    pub metrics: Arc<Metrics>,
}

struct Inner {
    on: WebhookParts,
    /// The webhooks that this node serves at the moment.
    served: Mutex<HashSet<Uuid>>,
    places: Arc<Semaphore>,
    places_of_tenants: KeyedSemaphore,
}

impl Webhooks {
    pub fn new(on: WebhookParts) -> Self {
        Self(Arc::new(Inner {
            on,
            served: Mutex::default(),
            places: Arc::new(Semaphore::new(SERVED)),
            places_of_tenants: KeyedSemaphore::default(),
        }))
    }

    /// Delivers until `stop` resolves. It then begins nothing more, and waits at most `drain` for what is under way; what
    /// still is then is delivered again, once its lease is over.
    pub async fn run(self, stop: impl Future<Output = ()> + Send, drain: Duration) {
        let (stopping, stopped) = watch::channel(false);
        let mut serving = JoinSet::new();
        let mut stop = std::pin::pin!(stop);
        let mut look = tokio::time::interval(LOOK);
        look.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let (mut after, mut is_reachable) = (None, true);
        loop {
            tokio::select! {
                biased;
                () = &mut stop => break,
                Some(_) = serving.join_next() => continue,
                _ = look.tick() => {}
            }
            match self.look(&mut after).await {
                Ok(due) => {
                    is_reachable = true;
                    self.serve(due, &mut serving, &stopped);
                }
                Err(error) => {
                    if is_reachable {
                        tracing::warn!(error = ?causes::describe(&error), "the change log can't be read for webhooks");
                    }
                    is_reachable = false;
                }
            }
        }
        stopping.send_replace(true);
        let all_ended = async { while serving.join_next().await.is_some() {} };
        if tokio::time::timeout(drain, all_ended).await.is_err() {
            tracing::warn!("messages to webhooks still run at the end of the shutdown, and will be sent again");
        }
    }

    /// Has the metrics know how many deliveries are open. Returns how many.
    pub async fn count(&self) -> Result<u64, Error> {
        let counts = webhooks::count(&self.0.on.db).await?;
        self.0.on.metrics.count_deliveries(&counts, self.0.on.clock.now());
        Ok(counts.iter().map(|open| open.count.unsigned_abs()).sum())
    }

    /// Reads on in the change log, and returns the next webhooks with something due. After the last ones, it begins with
    /// the first tenant again.
    async fn look(&self, after: &mut Option<(TenantId, Uuid)>) -> Result<Vec<(TenantId, Uuid)>, Error> {
        let db = &self.0.on.db;
        webhooks::hear(db).await?;
        let due = webhooks::due(db, *after, WEBHOOKS).await?;
        let is_full = due.len() >= usize::try_from(WEBHOOKS).unwrap_or(usize::MAX);
        *after = due.last().copied().filter(|_| is_full);
        Ok(due)
    }

    fn serve(&self, due: Vec<(TenantId, Uuid)>, serving: &mut JoinSet<()>, stopped: &watch::Receiver<bool>) {
        for (tenant_id, webhook_id) in due {
            if let Some(begun) = Serving::begin(self, tenant_id, webhook_id) {
                serving.spawn(begun.run(stopped.clone()));
            }
        }
    }

    fn entering(&self, tenant_id: TenantId) -> JobRequest {
        JobRequest { tenant_id, job: Job::DELIVER_WEBHOOKS, acting_for: None, run_id: self.new_id() }
    }

    fn new_id(&self) -> Uuid {
        self.0.on.random.uuid_v7(self.0.on.clock.now())
    }
}
