use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::time::Duration;

use auth::SessionLimits;
use base::{Clock, causes};
use tenancy::live::{LiveChange, LogPosition, Signal, StreamCredential};
use tenancy::{Db, TenantId};
use tokio::time::Instant;

use super::hub::{Batch, End, Head, Hub, Message, SILENCE};
use super::upkeep::Upkeep;
use crate::health::Readiness;

/// Between two looks at the log while something happens, and while nothing does.
const BUSY: Duration = Duration::from_millis(25);
const QUIET: Duration = Duration::from_millis(100);

/// For how long after the last change something counts as happening.
const BUSY_FOR: Duration = Duration::from_secs(1);

/// Between two proofs of all open streams, also those that hear nothing.
const PROVE_EVERY: Duration = Duration::from_millis(700);

/// Streams that are proved by one statement.
const PROVED_AT_ONCE: usize = 2_000;

/// Lines of one look. A node that is further behind tells its streams to begin anew.
const LINES: i32 = 1_000_000;

/// Between two looks at how far the log is final, while no stream is open.
const REMEMBER_EVERY: Duration = Duration::from_secs(20);

impl Hub {
    /// Reads the log for as long as the node runs. `readiness`: streams end when the node drains.
    pub async fn run(self: Arc<Self>, db: Db, clock: Clock, limits: SessionLimits, readiness: Arc<Readiness>) {
        let reader = Reader { hub: &self, db, clock, limits, readiness };
        loop {
            reader.learn_base().await;
            let _ = tokio::time::timeout(REMEMBER_EVERY, self.opened.notified()).await;
            while !self.is_quiet() {
                reader.follow().await;
            }
        }
    }
}

/// The reading of the log.
struct Reader<'a> {
    hub: &'a Hub,
    db: Db,
    clock: Clock,
    limits: SessionLimits,
    readiness: Arc<Readiness>,
}

/// Where the reading stands.
struct Reading {
    head: Head,
    proved: Instant,
    changed: Instant,
    upkeep: Upkeep,
}

impl Reader<'_> {
    /// Reads on until no stream is open any more.
    async fn follow(&self) {
        let mut answered = Instant::now();
        let mut reading = loop {
            match within_silence(Box::pin(self.begin())).await {
                Ok(reading) => break reading,
                Err(error) => self.wait_out(&error, answered).await,
            }
            if self.hub.is_quiet() {
                return;
            }
        };
        while !self.hub.is_quiet() {
            if self.readiness.is_draining() {
                self.hub.tell_all(&Message::End(End::Restart));
                continue;
            }
            match within_silence(Box::pin(self.look(&mut reading))).await {
                Ok(()) => {
                    answered = Instant::now();
                    reading.upkeep.run(self.hub, &self.db).await;
                }
                Err(error) => {
                    self.wait_out(&error, answered).await;
                    if self.begins_anew(&mut reading).await {
                        self.hub.tell_all(&Message::Resync(reading.head.clone()));
                    }
                    continue;
                }
            }
            let pause = if reading.changed.elapsed() < BUSY_FOR { BUSY } else { QUIET };
            tokio::time::sleep(pause).await;
        }
    }

    async fn begin(&self) -> Result<Reading, tenancy::Error> {
        let epoch = self.db.log_epoch().await?.into();
        let head = Head { epoch, log: self.db.log_position().await? };
        self.hub.move_to(&head);
        Ok(Reading { head, proved: Instant::now(), changed: Instant::now(), upkeep: Upkeep::default() })
    }

    /// Asks the database which one it is, and how far its log is final. Where it doesn't answer, what was known stays.
    async fn learn_base(&self) {
        if let (Ok(epoch), Ok(log)) = (self.db.log_epoch().await, self.db.log_position().await) {
            self.hub.remember(&epoch.into(), log.final_row);
        }
    }

    /// Reads what happened, proves the streams that may hear of it, and hands it out. Where it fails, the next look reads
    /// the same again.
    async fn look(&self, reading: &mut Reading) -> Result<(), tenancy::Error> {
        let begun = Instant::now();
        let (since, signals) = self.db.look(&reading.head.log, LINES).await?;
        if since.is_cut {
            reading.head.log = since.position;
            self.hub.move_to(&reading.head);
            self.hub.tell_all(&Message::Resync(reading.head.clone()));
            return Ok(());
        }
        if !since.changes.is_empty() || !signals.is_empty() {
            reading.changed = begun;
        }
        if !signals.is_empty() {
            reading.upkeep.note_signals();
        }
        let batches = by_tenant(since.changes, signals, &since.position);
        let all = reading.proved.elapsed() >= PROVE_EVERY;
        if all || !batches.is_empty() {
            let listeners = self.hub.listeners(&batches, all);
            let listeners = self.prove(listeners).await?;
            self.hub.hand_out(&listeners, &batches);
            if all {
                reading.proved = begun;
            }
        }
        reading.head.log = since.position;
        self.hub.move_to(&reading.head);
        self.hub.metrics.looks.observe(begun.elapsed().as_secs_f64());
        Ok(())
    }

    /// Leaves the streams that are live at this moment, and ends the others.
    async fn prove(
        &self,
        listeners: Vec<(u64, StreamCredential)>,
    ) -> Result<Vec<(u64, StreamCredential)>, tenancy::Error> {
        let mut live = Vec::with_capacity(listeners.len());
        for some in listeners.chunks(PROVED_AT_ONCE) {
            let credentials: Vec<_> = some.iter().map(|(_, credential)| credential.clone()).collect();
            let now = self.clock.now();
            let ended = self.db.ended_streams(&credentials, now, now - self.limits.idle).await?;
            let ended: HashSet<usize> = ended.into_iter().collect();
            let (over, on): (Vec<_>, Vec<_>) = some.iter().enumerate().partition(|(place, _)| ended.contains(place));
            let over: Vec<_> = over.into_iter().map(|(_, (id, credential))| (*id, credential.tenant_id)).collect();
            self.hub.end(&over);
            live.extend(on.into_iter().map(|(_, stream)| stream.clone()));
        }
        Ok(live)
    }

    /// Waits a moment after a failure, and ends all streams where the database has been silent for long.
    async fn wait_out(&self, error: &str, answered: Instant) {
        if answered.elapsed() >= SILENCE {
            tracing::warn!(error, "live updates end: the change log can't be read");
            self.hub.tell_all(&Message::End(End::Unavailable));
        }
        tokio::time::sleep(BUSY * 10).await;
    }

    /// Whether another database answers than before, where transactions have other numbers: after a failover, or a backup
    /// that was restored.
    async fn begins_anew(&self, reading: &mut Reading) -> bool {
        let Ok(epoch) = within_silence(Box::pin(self.db.log_epoch())).await else { return false };
        if *epoch == *reading.head.epoch {
            return false;
        }
        match within_silence(Box::pin(self.begin())).await {
            Ok(anew) => {
                *reading = anew;
                true
            }
            Err(_) => false,
        }
    }
}

/// What the database answers, or why it doesn't in time.
async fn within_silence<T>(asked: impl Future<Output = Result<T, tenancy::Error>>) -> Result<T, String> {
    match tokio::time::timeout(SILENCE, asked).await {
        Ok(answer) => answer.map_err(|error| causes::describe(&error)),
        Err(_) => Err("the database is silent".to_owned()),
    }
}

/// Changes and signals by the tenant that they are of.
fn by_tenant(changes: Vec<LiveChange>, signals: Vec<Signal>, log: &LogPosition) -> HashMap<TenantId, Arc<Batch>> {
    let mut tenants: HashMap<TenantId, (Vec<LiveChange>, Vec<Signal>)> = HashMap::new();
    for change in changes {
        tenants.entry(change.tenant_id).or_default().0.push(change);
    }
    for signal in signals {
        tenants.entry(signal.tenant_id).or_default().1.push(signal);
    }
    let batch = |(changes, signals)| Arc::new(Batch { changes, signals, log: log.clone() });
    tenants.into_iter().map(|(tenant, news)| (tenant, batch(news))).collect()
}
