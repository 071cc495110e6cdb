//! The background work of a node: what is queued, and what is done again and again.

mod chains;
mod digests;
mod periodic;
mod trash;

use std::sync::Arc;
use std::time::Duration;

use auth::Auth;
use auth::denial_log::{self, DenialLog};
use auth::outbox::Message;
use base::Pool;
use base::audit_chain::AuditKey;
use base::jobs::{Registry, Worker};
use base::periodic::{RunLog, Scheduler};
use domain::image_jobs::GenerateImage;
use tenancy::denied::{self, DeniedAccessQueue};
use tenancy::{Db, Jobs};
use time::OffsetDateTime;
use tokio::sync::watch;
use tokio::task::JoinSet;
use web::state::Shared;

use crate::dispatcher::Dispatcher;
use crate::images::Images;
use crate::mailer::Sender;
use crate::push::Pushes;
use crate::webhooks::Webhooks;

const COUNT_EVERY: Duration = Duration::from_secs(5);

/// How long jobs get to end in at a shutdown, and requests to carriers, webhooks and push services. A job that still runs
/// then is due again, or in doubt, as its kind says. A request to a carrier is in doubt; a message to a webhook or browser is
/// sent again.
const DRAIN: Duration = Duration::from_secs(10);

/// The tasks of a node. They end when this is dropped.
pub struct Background {
    tasks: JoinSet<()>,
    /// Those that end what they have begun, once `stop` is dropped.
    draining: JoinSet<()>,
    stop: watch::Sender<()>,
}

impl Background {
    /// Ends the tasks; first the jobs, the requests to the carrier and the messages to webhooks and browsers.
    pub async fn shutdown(mut self) {
        drop(self.stop);
        while self.draining.join_next().await.is_some() {}
        self.tasks.shutdown().await;
    }
}

/// What background work stands on.
pub struct Foundation {
    pub auth: Auth,
    pub db: Db,
    pub jobs: Jobs,
    pub shared: Arc<Shared>,
    pub audit_key: AuditKey,
    /// This process, as operators tell it from the others.
    pub node: String,
    /// For how many days the trash keeps a row; `None`: for ever.
    pub trash_days: Option<i32>,
}

impl Foundation {
    fn now(&self) -> OffsetDateTime {
        self.auth.clock.now()
    }

    fn pool(&self) -> &Pool {
        &self.auth.pool
    }
}

/// Starts the background work of a node. Returns where requests note what they missed and what was refused to them, and
/// the tasks.
pub fn start(
    on: Foundation,
    sender: Sender,
    images: Images,
    dispatcher: &Dispatcher,
    webhooks: &Webhooks,
    pushes: &Pushes,
) -> (DeniedAccessQueue, DenialLog, Background) {
    let (auth, metrics) = (on.auth.clone(), Arc::clone(&on.shared.metrics));
    let [lost_misses, lost_refusals] = ["denied_accesses", "refusals"].map(|queue| metrics.evidence_dropped(queue));
    let stop = watch::Sender::new(());
    let stopped = || {
        let mut stop = stop.subscribe();
        async move {
            // It changes by its sender's end alone.
            let _ = stop.changed().await;
        }
    };
    let worker = Worker::new(on.db.platform_pool(), auth.jobs.clone(), kinds(sender, images));
    let observer = Arc::clone(&metrics);
    let worker = worker.with_observer(observer);
    let mut draining = JoinSet::new();
    draining.spawn(worker.run(stopped(), DRAIN));
    draining.spawn(dispatcher.clone().run(stopped(), DRAIN));
    draining.spawn(webhooks.clone().run(stopped(), DRAIN));
    draining.spawn(pushes.clone().run(stopped(), DRAIN));
    let mut tasks = JoinSet::new();
    let (notes, worker) = denied::queue(on.db.platform_pool(), auth.clock.clone(), move || lost_misses.inc());
    tasks.spawn(worker.run());
    let hub = Arc::clone(&on.shared.hub);
    let readiness = Arc::clone(&on.shared.readiness);
    tasks.spawn(hub.run(on.db.clone(), auth.clock.clone(), auth.session_limits, readiness));
    let (denial_log, writer) = denial_log::queue(auth.clone(), move || lost_refusals.inc());
    tasks.spawn(writer.run());
    let run_log = RunLog::new(on.db.platform_pool(), on.node.clone());
    Scheduler::new(auth.clock, metrics)
        .recording(run_log)
        .start(periodic::tasks(&Arc::new(on), dispatcher, webhooks, pushes), &mut tasks);
    (notes, denial_log, Background { tasks, draining, stop })
}

/// The kinds of background work that a node runs.
fn kinds(sender: Sender, images: Images) -> Registry {
    let mut kinds = Registry::new();
    kinds.register::<Message>(Arc::new(sender));
    kinds.register::<GenerateImage>(Arc::new(images));
    kinds
}

/// Keeps a worker's share of the gauges of connections; ends with the worker, whose thread its pools belong to.
pub async fn count_connections(auth: Pool, db: Db, shared: Arc<Shared>) {
    let (mut counted, mut refused) = ([0_i64; 4], 0);
    let refusals = shared.metrics.share_refusals("connections");
    let mut tick = tokio::time::interval(COUNT_EVERY);
    loop {
        tick.tick().await;
        let [write, read, platform] = db.in_use();
        for (before, (pool, now)) in counted.iter_mut().zip([("auth", auth.in_use()), write, read, platform]) {
            let now = i64::try_from(now).unwrap_or(i64::MAX);
            shared.metrics.connections_in_use(pool).add(now - *before);
            *before = now;
        }
        refusals.inc_by(db.refused() - refused);
        refused = db.refused();
    }
}
