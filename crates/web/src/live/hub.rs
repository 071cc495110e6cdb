use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::time::Duration;

use parking_lot::{Mutex, RwLock};
use tenancy::TenantId;
use tenancy::live::{ClientPosition, LiveChange, LogPosition, Signal, Snapshot, StreamCredential};
use time::OffsetDateTime;
use tokio::sync::{Notify, mpsc, watch};
use tokio::time::Instant;
use uuid::Uuid;

use crate::metrics::live::LiveMetrics;

/// For how long the database may be silent until all streams are closed.
pub(super) const SILENCE: Duration = Duration::from_secs(5);

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

/// What happened in one tenant, the position that it leads to, and the signals that came meanwhile.
#[derive(Debug)]
pub struct Batch {
    pub changes: Vec<LiveChange>,
    pub signals: Vec<Signal>,
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
    pub(super) opened: Notify,
    /// `None` while nothing is read.
    head: watch::Sender<Option<Head>>,
    base: RwLock<Option<Base>>,
    pub(super) metrics: LiveMetrics,
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
    /// When it was last noted that its user is present.
    noted: Option<Instant>,
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
        streams.open.insert(id, Open { credential: credential.clone(), sender, noted: None });
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

    /// Whether no stream is open; then nothing is read from here on.
    pub(super) fn is_quiet(&self) -> bool {
        let streams = self.streams.lock();
        if streams.open.is_empty() {
            self.head.send_replace(None);
        }
        streams.open.is_empty()
    }

    /// Tells all streams the same.
    pub(super) fn tell_all(&self, message: &Message) {
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
    pub(super) fn end(&self, ended: &[(u64, TenantId)]) {
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
    pub(super) fn listeners(&self, batches: &HashMap<TenantId, Arc<Batch>>, all: bool) -> Vec<(u64, StreamCredential)> {
        let streams = self.streams.lock();
        let ids: Vec<u64> = if all {
            streams.open.keys().copied().collect()
        } else {
            batches.keys().filter_map(|tenant| streams.by_tenant.get(tenant)).flatten().copied().collect()
        };
        let hears = |open: &Open| {
            let StreamCredential { tenant_id, user_id, .. } = open.credential;
            batches.get(&tenant_id).is_some_and(|batch| {
                batch.changes.iter().any(|change| change.is_for(tenant_id, user_id))
                    || batch.signals.iter().any(|signal| signal.is_for(tenant_id, user_id))
            })
        };
        let open = ids.into_iter().filter_map(|id| Some((id, streams.open.get(&id)?)));
        open.filter(|(_, open)| all || hears(open)).map(|(id, open)| (id, open.credential.clone())).collect()
    }

    /// Hands a tenant's changes and signals to streams. One that is behind is left to the log.
    pub(super) fn hand_out(&self, listeners: &[(u64, StreamCredential)], batches: &HashMap<TenantId, Arc<Batch>>) {
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

    /// The users, at most `most` of them, of streams that were not noted for so long, which are taken as noted from here
    /// on. A platform admin who acts as a user makes that user not present.
    pub(super) fn take_unnoted(&self, every: Duration, most: usize) -> Vec<(TenantId, Uuid)> {
        let mut streams = self.streams.lock();
        let is_due = |open: &&mut Open| open.credential.is_own && open.noted.is_none_or(|at| at.elapsed() >= every);
        let due = streams.open.values_mut().filter(is_due).take(most);
        let noted = due.map(|open| {
            open.noted = Some(Instant::now());
            (open.credential.tenant_id, open.credential.user_id)
        });
        noted.collect()
    }

    /// Says how far the node has read.
    pub(super) fn move_to(&self, head: &Head) {
        self.head.send_replace(Some(head.clone()));
        self.remember(&head.epoch, head.log.final_row);
    }

    /// Notes which database the node has, and how far its log is final.
    pub(super) fn remember(&self, epoch: &Arc<str>, final_row: i64) {
        let is_new = |base: &Base| base.final_row != final_row || base.epoch != *epoch;
        if self.base.read().as_ref().is_none_or(is_new) {
            *self.base.write() = Some(Base { epoch: Arc::clone(epoch), final_row });
        }
    }
}
