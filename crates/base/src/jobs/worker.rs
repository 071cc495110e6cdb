//! What runs jobs: one worker a node.

mod execution;

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::Instant;

use self::execution::Execution;
use super::claim::{self, Capacity, Claimed};
use super::registry::Kind;
use super::{JobObserver, JobQueue, Registry, Unobserved};
use crate::{DbError, Pool, causes};

/// Runs at the same time on a node, over all kinds.
const PLACES: usize = 16;
/// How often a worker looks without being woken: for what other processes enqueued, and what is due again.
const POLL: Duration = Duration::from_secs(1);
/// When it looks after a wakeup, which precedes the commit.
const LOOKS: [Duration; 3] = [Duration::from_millis(5), Duration::from_millis(50), Duration::from_millis(250)];
/// When it looks again after a run has ended and it got nothing, perhaps since another node was claiming.
const LOOK_AGAIN: Duration = Duration::from_millis(50);
const OBSERVE_EVERY: Duration = Duration::from_secs(15);

/// Runs the jobs of the kinds in its registry. Any number of workers share the work: each job is one worker's at a
/// time.
pub struct Worker {
    pool: Pool,
    queue: JobQueue,
    kinds: Vec<Arc<Kind>>,
    places: usize,
    poll: Duration,
    observer: Arc<dyn JobObserver>,
}

impl Worker {
    /// `pool` is one of `bulkhead_platform`, `queue` the one by which the process enqueues.
    pub fn new(pool: Pool, queue: JobQueue, registry: Registry) -> Self {
        Self { pool, queue, kinds: registry.into_kinds(), places: PLACES, poll: POLL, observer: Arc::new(Unobserved) }
    }

    /// The same with this many runs at the same time, over all kinds.
    #[must_use]
    pub fn with_places(self, places: usize) -> Self {
        Self { places, ..self }
    }

    #[must_use]
    pub fn with_poll(self, poll: Duration) -> Self {
        Self { poll, ..self }
    }

    #[must_use]
    pub fn with_observer(self, observer: Arc<dyn JobObserver>) -> Self {
        Self { observer, ..self }
    }

    /// Works until `stop` resolves, and then drains: it claims nothing more, waits at most `drain` for its runs, and
    /// gives back what still runs. An at-most-once job that is stopped ends in doubt.
    pub async fn run(self, stop: impl Future<Output = ()> + Send, drain: Duration) {
        let (abandon, abandoned) = watch::channel(false);
        let mut running = Running { runs: JoinSet::new(), by_kind: HashMap::new(), abandoned };
        let mut stop = std::pin::pin!(stop);
        let (mut polled_at, mut observed_at) = (None::<Instant>, None::<Instant>);
        let mut looks: Vec<Instant> = Vec::new();
        let (mut turn, mut reachable) = (0_usize, true);
        loop {
            let next_poll = polled_at.map_or_else(Instant::now, |at| at + self.poll);
            let next_look = looks.iter().copied().chain([next_poll]).min().unwrap_or(next_poll);
            let runs = running.runs.len();
            tokio::select! {
                biased;
                () = &mut stop => break,
                Some(ended) = running.runs.join_next() => running.note(&ended),
                () = self.queue.wakeup.notified() => {
                    looks = LOOKS.iter().map(|after| Instant::now() + *after).collect();
                    continue;
                }
                () = tokio::time::sleep_until(next_look) => {}
            }
            while let Some(ended) = running.runs.try_join_next() {
                running.note(&ended);
            }
            let now = Instant::now();
            looks.retain(|at| *at > now);
            let polls = polled_at.is_none_or(|at| now >= at + self.poll);
            let observes = observed_at.is_none_or(|at| now >= at + OBSERVE_EVERY);
            turn = turn.wrapping_add(1);
            let looked = async {
                if polls {
                    self.end_lost_runs().await?;
                }
                if observes {
                    self.observe().await?;
                }
                self.claim(&running, turn).await
            };
            match looked.await {
                Ok(claimed) => {
                    reachable = true;
                    if claimed.is_empty() && running.runs.len() < runs {
                        looks.push(Instant::now() + LOOK_AGAIN);
                    }
                    for claimed in claimed {
                        self.start(claimed, &mut running);
                    }
                }
                Err(error) => {
                    if reachable {
                        tracing::warn!(error = ?causes::describe(&error), "jobs can't be claimed");
                    }
                    reachable = false;
                    looks.clear();
                }
            }
            polled_at = if polls || !reachable { Some(Instant::now()) } else { polled_at };
            observed_at = if observes { Some(now) } else { observed_at };
        }
        running.drain(&abandon, drain).await;
    }

    /// Runs all jobs that are due, and those that become due meanwhile, and returns when none is left.
    pub async fn run_due(&self) -> Result<(), DbError> {
        let (_abandon, abandoned) = watch::channel(false);
        let mut running = Running { runs: JoinSet::new(), by_kind: HashMap::new(), abandoned };
        for turn in 0.. {
            self.end_lost_runs().await?;
            for claimed in self.claim(&running, turn).await? {
                self.start(claimed, &mut running);
            }
            match running.runs.join_next().await {
                Some(ended) => running.note(&ended),
                None => break,
            }
        }
        Ok(())
    }

    async fn end_lost_runs(&self) -> Result<(), DbError> {
        for (kind, state) in claim::end_lost_runs(&self.pool, self.queue.clock.now()).await? {
            tracing::warn!(job.kind = kind, job.state = state.as_str(), "the lease of a job ran out");
            self.observer.lease_ran_out(&kind, state);
        }
        Ok(())
    }

    async fn observe(&self) -> Result<(), DbError> {
        let kinds: Vec<String> = self.kinds.iter().map(|kind| kind.name.to_owned()).collect();
        let now = self.queue.clock.now();
        let oldest = claim::oldest_due(&self.pool, &kinds, now).await?;
        for kind in &self.kinds {
            let due_at = oldest.iter().find(|(of, _)| of == kind.name).map_or(now, |(_, due_at)| *due_at);
            self.observer.oldest_due(kind.name, (now - due_at).unsigned_abs());
        }
        Ok(())
    }

    /// Claims what there are places for. Each time another kind comes first, so that none takes the places of all
    /// others.
    async fn claim(&self, running: &Running, turn: usize) -> Result<Vec<Claimed>, DbError> {
        let places = self.places.saturating_sub(running.runs.len());
        let mut capacities: Vec<Capacity> = self.kinds.iter().map(|kind| running.capacity(kind)).collect();
        capacities.retain(|capacity| capacity.places > 0);
        if places == 0 || capacities.is_empty() {
            return Ok(Vec::new());
        }
        let first = turn % capacities.len();
        capacities.rotate_left(first);
        claim::claim(&self.pool, &capacities, places, self.queue.clock.now()).await
    }

    fn start(&self, claimed: Claimed, running: &mut Running) {
        let Some(kind) = self.kinds.iter().find(|kind| kind.name == claimed.kind) else { return };
        let execution = Execution {
            kind: Arc::clone(kind),
            pool: self.pool.clone(),
            queue: self.queue.clone(),
            observer: Arc::clone(&self.observer),
        };
        let abandoned = running.abandoned.clone();
        *running.by_kind.entry(kind.name).or_default() += 1;
        running.runs.spawn(async move { execution.run(claimed, abandoned).await });
    }
}

/// The runs of this node.
struct Running {
    /// Each returns its kind.
    runs: JoinSet<&'static str>,
    by_kind: HashMap<&'static str, usize>,
    abandoned: watch::Receiver<bool>,
}

impl Running {
    fn note(&mut self, ended: &Result<&'static str, tokio::task::JoinError>) {
        // A run catches its job's panic, so its task has none of its own.
        if let Ok(kind) = *ended {
            self.by_kind.entry(kind).and_modify(|count| *count = count.saturating_sub(1));
        }
    }

    fn capacity(&self, kind: &Kind) -> Capacity {
        let running = self.by_kind.get(kind.name).copied().unwrap_or_default();
        Capacity {
            kind: kind.name,
            places: usize::from(kind.limits.per_node).saturating_sub(running),
            overall: kind.limits.overall,
            per_tenant: kind.limits.per_tenant,
            lease: kind.lease,
        }
    }

    /// Waits for the runs to end; after the bound each is stopped, and its end stored.
    async fn drain(mut self, abandon: &watch::Sender<bool>, bound: Duration) {
        let all_ended = async { while self.runs.join_next().await.is_some() {} };
        if tokio::time::timeout(bound, all_ended).await.is_err() {
            tracing::warn!(runs = self.runs.len(), "jobs still run at the end of the shutdown, and are given back");
            abandon.send_replace(true);
            while self.runs.join_next().await.is_some() {}
        }
    }
}
