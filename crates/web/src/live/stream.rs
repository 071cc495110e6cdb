use std::fmt::Write;
use std::sync::Arc;
use std::time::Duration;

use actix_web::web::Bytes;
use auth::SessionLimits;
use base::{Clock, Random, causes};
use tenancy::Db;
use tenancy::live::{ClientPosition, LiveChange, LogPosition, Positions, Signal, StreamCredential};
use time::OffsetDateTime;
use tokio::time::{Instant, Interval, MissedTickBehavior, interval_at};

use super::event::{event_of, text_of};
use super::hub::{End, Head, Hub, Message, Subscription};
use super::places::Place;
use crate::metrics::live::LiveMetrics;

/// Events that a client may have missed; one that missed more reads its lists again.
pub const MOST_EVENTS: i32 = 10_000;

/// How old a position may be.
const OLDEST: time::Duration = time::Duration::hours(24);

/// Between two signs of life: proxies cut connections that are silent for a minute, and a client that vanished is noticed
/// at the second one.
const HEARTBEAT: Duration = Duration::from_secs(12);

/// The longest wait of a client that reconnects, in milliseconds, so that those of a node that stopped come one by one.
const RETRY: std::ops::Range<u64> = 1_000..5_000;

/// What a stream stands on.
pub struct Ground {
    pub hub: Arc<Hub>,
    pub db: Db,
    pub positions: Positions,
    pub clock: Clock,
    pub limits: SessionLimits,
    pub random: Random,
    pub metrics: LiveMetrics,
}

/// The events of one client, as the bytes of `text/event-stream` (HTML, 9.2).
pub struct EventStream {
    on: Ground,
    credential: StreamCredential,
    _place: Place,
    /// What the client has; `None` where it begins now.
    position: Option<ClientPosition>,
    subscription: Option<Subscription>,
    heartbeat: Interval,
    has_begun: bool,
    is_over: bool,
}

/// Whether a position is too old to go on from.
pub fn is_too_old(position: &ClientPosition, now: OffsetDateTime) -> bool {
    now - position.at > OLDEST
}

impl EventStream {
    /// Goes on behind a position, or begins now.
    pub fn new(on: Ground, credential: StreamCredential, place: Place, position: Option<ClientPosition>) -> Self {
        let mut heartbeat = interval_at(Instant::now() + HEARTBEAT, HEARTBEAT);
        heartbeat.set_missed_tick_behavior(MissedTickBehavior::Delay);
        Self {
            on,
            credential,
            _place: place,
            position,
            subscription: None,
            heartbeat,
            has_begun: false,
            is_over: false,
        }
    }

    /// The next bytes; `None` once the stream is over.
    pub async fn next(&mut self) -> Option<Bytes> {
        while !self.is_over {
            let text = match self.subscription.take() {
                None => self.take_up().await.unwrap_or_else(|end| self.end(end)),
                Some(subscription) => self.listen(subscription).await,
            };
            if !text.is_empty() {
                return Some(text.into());
            }
        }
        None
    }

    /// Subscribes, and reads from the log what came since the position. What comes later the hub tells.
    async fn take_up(&mut self) -> Result<String, End> {
        let subscription = self.on.hub.subscribe(&self.credential);
        let head = self.on.hub.head().await?;
        let mut text = self.greeting();
        match self.position.take() {
            Some(position) if self.can_go_on(&position, &head) => text.push_str(&self.catch_up(position).await?),
            Some(_) => text.push_str(&self.resync(&head.epoch, self.present().await?)),
            None => {
                let log = self.present().await?;
                text.push_str(&self.moved_to(&head.epoch, log));
            }
        }
        self.subscription = Some(subscription);
        Ok(text)
    }

    /// Waits for what the hub tells, or for the time of a sign of life.
    async fn listen(&mut self, mut subscription: Subscription) -> String {
        let told = tokio::select! {
            biased;
            told = subscription.receiver.recv() => Some(told),
            _ = self.heartbeat.tick() => None,
        };
        let text = match told {
            // The client was slow, so the hub let the stream go: it goes on from the log.
            Some(None) => return String::new(),
            Some(Some(Message::End(end))) => return self.end(end),
            Some(Some(Message::Resync(Head { epoch, log }))) => self.resync(&epoch, log),
            Some(Some(Message::Changes(batch))) => {
                // In this order: a message that came at once with the typing of it ends that.
                self.render_signals(&batch.signals) + &self.render(&batch.changes, &batch.log)
            }
            None => self.sign_of_life(&subscription),
        };
        self.subscription = Some(subscription);
        text
    }

    /// The first bytes of a response, and nothing later on.
    fn greeting(&mut self) -> String {
        if std::mem::replace(&mut self.has_begun, true) {
            return String::new();
        }
        let [high, low] = self.on.random.bytes::<2>();
        let spread = u64::from(u16::from_be_bytes([high, low])) % (RETRY.end - RETRY.start);
        format!(": ok\nretry: {}\n\n", RETRY.start + spread)
    }

    fn can_go_on(&self, position: &ClientPosition, head: &Head) -> bool {
        *position.epoch == *head.epoch && !is_too_old(position, self.on.clock.now())
    }

    async fn present(&self) -> Result<LogPosition, End> {
        self.on.db.log_position().await.map_err(|error| out_of_reach(&error))
    }

    /// Reads what the client has missed. The credential is proved behind it, so that one which has ended hears nothing of
    /// what came later.
    async fn catch_up(&mut self, position: ClientPosition) -> Result<String, End> {
        let tenant = Some(self.credential.tenant_id);
        let since = self.on.db.changes_since(&position.log, tenant, MOST_EVENTS).await;
        let since = since.map_err(|error| out_of_reach(&error))?;
        let now = self.on.clock.now();
        let own = std::slice::from_ref(&self.credential);
        let ended = self.on.db.ended_streams(own, now, now - self.on.limits.idle).await;
        if !ended.map_err(|error| out_of_reach(&error))?.is_empty() {
            return Err(End::Credential);
        }
        if since.is_cut {
            return Ok(self.resync(&position.epoch, since.position));
        }
        self.position = Some(position);
        let text = self.render(&since.changes, &since.position);
        // Also where nothing happened, a client that comes back is told where it is.
        Ok(if text.is_empty() { self.place() } else { text })
    }

    /// The events of what the client doesn't have yet. The position of each but the last says which part it has.
    fn render(&mut self, changes: &[LiveChange], log: &LogPosition) -> String {
        let Some(position) = self.position.clone() else { return String::new() };
        if position.log.snapshot.contains(&log.snapshot) {
            // It was read from the log before the hub told it.
            return String::new();
        }
        let StreamCredential { tenant_id, user_id, .. } = self.credential;
        let own = changes.iter().filter(|change| change.is_for(tenant_id, user_id) && !position.has(change));
        let events: Vec<_> = own.filter_map(|change| Some((change.number, event_of(change)?))).collect();
        let at = self.on.clock.now();
        self.position = Some(ClientPosition { log: log.clone(), partly: None, at, ..position.clone() });
        let mut text = String::new();
        for (place, (number, event)) in events.iter().enumerate() {
            let id = if place + 1 == events.len() {
                self.written()
            } else {
                let partly = Some((log.snapshot.clone(), *number));
                self.on.positions.write(tenant_id, &ClientPosition { partly, ..position.clone() })
            };
            let data = serde_json::to_string(event).unwrap_or_default();
            let _infallible = write!(text, "event: change\nid: {id}\ndata: {data}\n\n");
        }
        self.on.metrics.events.inc_by(events.len() as u64);
        text
    }

    /// The signals that the client may hear of, which leave its position where it is.
    fn render_signals(&self, signals: &[Signal]) -> String {
        let StreamCredential { tenant_id, user_id, .. } = self.credential;
        let own: Vec<_> = signals.iter().filter(|signal| signal.is_for(tenant_id, user_id)).map(text_of).collect();
        self.on.metrics.events.inc_by(own.len() as u64);
        own.concat()
    }

    /// Tells the client to read its lists again: what comes next doesn't follow what it has.
    fn resync(&mut self, epoch: &str, log: LogPosition) -> String {
        self.on.metrics.resyncs.inc();
        self.set_position(epoch, log);
        format!("event: resync\nid: {}\ndata: {{}}\n\n", self.written())
    }

    /// Moves the client to a position without a word.
    fn moved_to(&mut self, epoch: &str, log: LogPosition) -> String {
        self.set_position(epoch, log);
        self.place()
    }

    fn set_position(&mut self, epoch: &str, log: LogPosition) {
        self.position = Some(ClientPosition { epoch: epoch.to_owned(), log, partly: None, at: self.on.clock.now() });
    }

    /// A sign of life, with how far the node has read where the client has all of that.
    fn sign_of_life(&mut self, subscription: &Subscription) -> String {
        // In this order: what came up to the head was handed out before the head moved.
        if let (Some(head), true) = (self.on.hub.present_head(), subscription.receiver.is_empty())
            && self.position.as_ref().is_some_and(|at| head.log.snapshot.contains(&at.log.snapshot))
        {
            self.set_position(&head.epoch, head.log);
        }
        format!(":\n{}", self.place())
    }

    /// Where the client is: an id without data moves it, and makes no event.
    fn place(&self) -> String {
        format!("id: {}\n\n", self.written())
    }

    fn written(&self) -> String {
        self.position.as_ref().map_or_else(String::new, |at| self.on.positions.write(self.credential.tenant_id, at))
    }

    /// The last bytes. The client comes back, and is refused where its credential has ended.
    fn end(&mut self, end: End) -> String {
        self.is_over = true;
        let greeting = self.greeting();
        format!("{greeting}event: end\ndata: {{\"reason\":\"{}\"}}\n\n", end.as_str())
    }
}

fn out_of_reach(error: &tenancy::Error) -> End {
    let error = causes::describe(error);
    tracing::warn!(%error, "a stream of live updates ends: the change log can't be read");
    End::Unavailable
}
