use std::collections::VecDeque;
use std::time::Duration;

use parking_lot::Mutex;
use sqlx::PgConnection;
use tokio::time::Instant;

/// A connection that was used within this time is lent as it is. After that it is pinged first: an idle session may have
/// been ended meanwhile (`idle_session_timeout`, a proxy, a restart), or the path may have fallen silent (NAT).
const TRUSTED_FOR: Duration = Duration::from_secs(1);

/// A connection that was used within this time is taken to work: under load, statements run on it without the cost of
/// being ready to run again.
const PROVED_FOR: Duration = Duration::from_millis(2);

/// A connection that was idle for longer is closed. Shorter than what load balancers and NAT gateways remember an idle
/// connection for; four minutes is the least of the large clouds.
const MAX_IDLE: Duration = Duration::from_mins(3);

/// The idle connections of a pool. The one that was used last is taken first.
#[derive(Default)]
pub(super) struct IdleConnections(Mutex<VecDeque<Idle>>);

pub(super) struct Idle {
    pub connection: PgConnection,
    losses: u64,
    since: Instant,
}

impl Idle {
    /// A connection that goes idle now, when the pool has lost so many.
    pub fn new(connection: PgConnection, losses: u64) -> Self {
        Self { connection, losses, since: Instant::now() }
    }

    /// Whether it may be lent without a ping: it was used just now, and the pool has lost no connection since.
    pub fn is_trusted(&self, losses: u64) -> bool {
        self.losses == losses && self.since.elapsed() < TRUSTED_FOR
    }

    /// Whether its first statement has to be ready to run again on another connection.
    pub fn is_unproved(&self) -> bool {
        self.since.elapsed() >= PROVED_FOR
    }
}

impl IdleConnections {
    /// Keeps a connection, and closes the one that was idle for longest where that is too long.
    pub fn put(&self, idle: Idle) {
        let mut all = self.0.lock();
        let now = idle.since;
        all.push_back(idle);
        let oldest = all.pop_front_if(|oldest| now.duration_since(oldest.since) > MAX_IDLE);
        drop(all);
        // Closed outside of the lock.
        drop(oldest);
    }

    pub fn take(&self) -> Option<Idle> {
        let last = self.0.lock().pop_back()?;
        if last.since.elapsed() <= MAX_IDLE {
            return Some(last);
        }
        self.close_older(&last);
        None
    }

    /// Takes the connection that was used last if it is trusted.
    pub fn take_trusted(&self, losses: u64) -> Option<Idle> {
        self.0.lock().pop_back_if(|last| last.is_trusted(losses))
    }

    /// Closes what went idle before this connection.
    pub fn close_older(&self, than: &Idle) {
        let mut all = self.0.lock();
        let kept = all.partition_point(|idle| idle.since <= than.since);
        let older: Vec<_> = all.drain(..kept).collect();
        drop(all);
        drop(older);
    }
}
