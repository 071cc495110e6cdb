use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::time::Duration;

use auth::SessionLimits;
use base::{Clock, causes};
use parking_lot::{Mutex, RwLock};
use tenancy::live::{ClientPosition, LiveChange, LogPosition, Snapshot, StreamCredential};
use tenancy::{Db, TenantId};
use time::OffsetDateTime;
use tokio::sync::{Notify, mpsc, watch};
use tokio::time::Instant;

use crate::health::Readiness;
use crate::metrics::live::LiveMetrics;

/// Between two looks at the log while something happens, and while nothing does.
const BUSY: Duration = Duration::from_millis(25);
const QUIET: Duration = Duration::from_millis(100);

/// For how long after the last change something counts as happening.
const BUSY_FOR: Duration = Duration::from_secs(1);

/// Between two proofs of all open streams, also those that hear nothing.
const PROVE_EVERY: Duration = Duration::from_millis(700);

/// Streams that are proved by one statement.
const PROVED_AT_ONCE: usize = 2_000;

/// For how long the database may be silent until all streams are closed.
const SILENCE: Duration = Duration::from_secs(5);

/// Between two looks at how far the log is final, while no stream is open.
const REMEMBER_EVERY: Duration = Duration::from_secs(20);

/// Lines of one look. A node that is further behind tells its streams to begin anew.
const LINES: i32 = 1_000_000;

/// What a stream is told before it reads the log itself.
const PENDING: usize = 64;

/// How far this node has read.
#[derive(Clone, Debug)]
pub struct Head {
    /// The database whose transactions the position numbers.
    pub epoch: Arc<str>,
    pub log: LogPosition,
}

/// What positions have beside a snapshot, as far as the node knows.
#[derive(Clone, Debug)]
struct Base {
    epoch: Arc<str>,
    final_row: i64,
}

/// What happened in one tenant, and the position that it leads to.
#[derive(Debug)]
pub struct Batch {
    pub changes: Vec<LiveChange>,
    pub log: LogPosition,
}

/// What a stream is told.
#[derive(Clone, Debug)]
pub enum Message {
    Changes(Arc<Batch>),
    /// What comes next doesn't follow what came before.
    Resync(Head),
    End(End),
}

/// Why a stream ends, as its client is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// The session, the user or the membership has ended.
    Credential,
    /// This node stops: another one goes on.
    Restart,
    /// The database is out of reach.
    Unavailable,
}

impl End {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Credential => "credential",
            Self::Restart => "restart",
            Self::Unavailable => "unavailable",
        }
    }
}

/// The node's reader of the change log, and the streams that it tells.
pub struct Hub {
    streams: Mutex<Streams>,
    opened: Notify,
    /// `None` while nothing is read.
    head: watch::Sender<Option<Head>>,
    base: RwLock<Option<Base>>,
    metrics: LiveMetrics,
}

#[derive(Default)]
struct Streams {
    open: HashMap<u64, Open>,
    by_tenant: HashMap<TenantId, HashSet<u64>>,
    next: u64,
}

struct Open {
    credential: StreamCredential,
    sender: mpsc::Sender<Message>,
}

/// A stream's part of the hub, until it is dropped.
pub struct Subscription {
    hub: Arc<Hub>,
    id: u64,
    tenant: TenantId,
    pub receiver: mpsc::Receiver<Message>,
}

impl Drop for Subscription {
    fn drop(&mut self) {
        self.hub.streams.lock().remove(self.id, self.tenant);
    }
}

impl Streams {
    fn remove(&mut self, id: u64, tenant: TenantId) -> Option<Open> {
        if let Some(ids) = self.by_tenant.get_mut(&tenant) {
            ids.remove(&id);
            if ids.is_empty() {
                self.by_tenant.remove(&tenant);
            }
        }
        self.open.remove(&id)
    }
}

impl Hub {
    pub fn new(metrics: LiveMetrics) -> Arc<Self> {
        let (streams, opened) = (Mutex::default(), Notify::new());
        Arc::new(Self { streams, opened, head: watch::Sender::new(None), base: RwLock::default(), metrics })
    }

    /// The position of a reader that saw what a statement with this snapshot saw; `None` until the node has asked its
    /// database which one it is.
    pub fn position_of(&self, snapshot: Snapshot, at: OffsetDateTime) -> Option<ClientPosition> {
        let base = self.base.read().clone()?;
        let log = LogPosition { snapshot, final_row: base.final_row };
        Some(ClientPosition { epoch: base.epoch.as_ref().to_owned(), log, partly: None, at })
    }

    /// Has a stream told what happens from now on.
    pub fn subscribe(self: &Arc<Self>, credential: &StreamCredential) -> Subscription {
        let (sender, receiver) = mpsc::channel(PENDING);
        let mut streams = self.streams.lock();
        let (id, tenant) = (streams.next, credential.tenant_id);
        streams.next += 1;
        streams.open.insert(id, Open { credential: credential.clone(), sender });
        streams.by_tenant.entry(tenant).or_default().insert(id);
        self.opened.notify_one();
        Subscription { hub: Arc::clone(self), id, tenant, receiver }
    }

    /// How far the node has read; waits until it reads. What a subscription isn't told, a statement that begins later
    /// sees.
    pub async fn head(&self) -> Result<Head, End> {
        let mut head = self.head.subscribe();
        let reading = tokio::time::timeout(SILENCE, head.wait_for(Option::is_some)).await;
        match reading {
            Ok(Ok(head)) => head.clone().ok_or(End::Unavailable),
            _ => Err(End::Unavailable),
        }
    }

    /// How far the node has read, if it reads. Whatever came up to there is with the subscriptions.
    pub fn present_head(&self) -> Option<Head> {
        self.head.borrow().clone()
    }

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

    /// Whether no stream is open; then nothing is read from here on.
    fn is_quiet(&self) -> bool {
        let streams = self.streams.lock();
        if streams.open.is_empty() {
            self.head.send_replace(None);
        }
        streams.open.is_empty()
    }

    /// Tells all streams the same.
    fn tell_all(&self, message: &Message) {
        let mut streams = self.streams.lock();
        streams
            .open
            .retain(|_, open| open.sender.try_send(message.clone()).is_ok() && matches!(message, Message::Resync(_)));
        let Streams { open, by_tenant, .. } = &mut *streams;
        by_tenant.retain(|_, ids| {
            ids.retain(|id| open.contains_key(id));
            !ids.is_empty()
        });
    }

    /// Ends streams whose credential or membership has ended.
    fn end(&self, ended: &[(u64, TenantId)]) {
        let mut streams = self.streams.lock();
        for (id, tenant) in ended {
            if let Some(open) = streams.remove(*id, *tenant) {
                // One that is behind finds out when it reads the log.
                let _ = open.sender.try_send(Message::End(End::Credential));
                self.metrics.ended.inc();
            }
        }
    }

    /// The streams that may hear of one of these changes, or all of them.
    fn listeners(&self, batches: &HashMap<TenantId, Arc<Batch>>, all: bool) -> Vec<(u64, StreamCredential)> {
        let streams = self.streams.lock();
        let ids: Vec<u64> = if all {
            streams.open.keys().copied().collect()
        } else {
            batches.keys().filter_map(|tenant| streams.by_tenant.get(tenant)).flatten().copied().collect()
        };
        let hears = |open: &Open| {
            let StreamCredential { tenant_id, user_id, .. } = open.credential;
            batches
                .get(&tenant_id)
                .is_some_and(|batch| batch.changes.iter().any(|change| change.is_for(tenant_id, user_id)))
        };
        let open = ids.into_iter().filter_map(|id| Some((id, streams.open.get(&id)?)));
        open.filter(|(_, open)| all || hears(open)).map(|(id, open)| (id, open.credential.clone())).collect()
    }

    /// Hands a tenant's changes to streams. One that is behind is left to the log.
    fn hand_out(&self, listeners: &[(u64, StreamCredential)], batches: &HashMap<TenantId, Arc<Batch>>) {
        let mut streams = self.streams.lock();
        for (id, credential) in listeners {
            let Some(batch) = batches.get(&credential.tenant_id) else { continue };
            let Some(open) = streams.open.get(id) else { continue };
            if open.sender.try_send(Message::Changes(Arc::clone(batch))).is_err() {
                streams.remove(*id, credential.tenant_id);
                self.metrics.behind.inc();
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
}

impl Reader<'_> {
    /// Reads on until no stream is open any more.
    async fn follow(&self) {
        let mut answered = Instant::now();
        let mut reading = loop {
            match self.begin().await {
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
            match self.look(&mut reading).await {
                Ok(()) => answered = Instant::now(),
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
        self.move_to(&head);
        Ok(Reading { head, proved: Instant::now(), changed: Instant::now() })
    }

    /// Says how far the node has read.
    fn move_to(&self, head: &Head) {
        self.hub.head.send_replace(Some(head.clone()));
        self.remember(&head.epoch, head.log.final_row);
    }

    fn remember(&self, epoch: &Arc<str>, final_row: i64) {
        let is_new = |base: &Base| base.final_row != final_row || base.epoch != *epoch;
        if self.hub.base.read().as_ref().is_none_or(is_new) {
            *self.hub.base.write() = Some(Base { epoch: Arc::clone(epoch), final_row });
        }
    }

    /// Asks the database which one it is, and how far its log is final. Where it doesn't answer, what was known stays.
    async fn learn_base(&self) {
        if let (Ok(epoch), Ok(log)) = (self.db.log_epoch().await, self.db.log_position().await) {
            self.remember(&epoch.into(), log.final_row);
        }
    }

    /// Reads what happened, proves the streams that may hear of it, and hands it out. Where it fails, the next look reads
    /// the same again.
    async fn look(&self, reading: &mut Reading) -> Result<(), tenancy::Error> {
        let begun = Instant::now();
        let since = self.db.changes_since(&reading.head.log, None, LINES).await?;
        if since.is_cut {
            reading.head.log = since.position;
            self.move_to(&reading.head);
            self.hub.tell_all(&Message::Resync(reading.head.clone()));
            return Ok(());
        }
        if !since.changes.is_empty() {
            reading.changed = begun;
        }
        let batches = by_tenant(since.changes, &since.position);
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
        self.move_to(&reading.head);
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
    async fn wait_out(&self, error: &tenancy::Error, answered: Instant) {
        if answered.elapsed() >= SILENCE {
            let error = causes::describe(error);
            tracing::warn!(%error, "live updates end: the change log can't be read");
            self.hub.tell_all(&Message::End(End::Unavailable));
        }
        tokio::time::sleep(BUSY * 10).await;
    }

    /// Whether another database answers than before, where transactions have other numbers: after a failover, or a backup
    /// that was restored.
    async fn begins_anew(&self, reading: &mut Reading) -> bool {
        let Ok(epoch) = self.db.log_epoch().await else { return false };
        if *epoch == *reading.head.epoch {
            return false;
        }
        match self.begin().await {
            Ok(anew) => {
                *reading = anew;
                true
            }
            Err(_) => false,
        }
    }
}

/// Changes by the tenant that they are of.
fn by_tenant(changes: Vec<LiveChange>, log: &LogPosition) -> HashMap<TenantId, Arc<Batch>> {
    let mut tenants: HashMap<TenantId, Vec<LiveChange>> = HashMap::new();
    for change in changes {
        tenants.entry(change.tenant_id).or_default().push(change);
    }
    let batch = |changes| Arc::new(Batch { changes, log: log.clone() });
    tenants.into_iter().map(|(tenant, changes)| (tenant, batch(changes))).collect()
}
