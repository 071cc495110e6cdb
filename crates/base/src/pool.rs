//! A small pool whose connections move into the unit of work and come back only after success.
//!
//! `sqlx::Pool` puts a connection back whatever happened to it, so a request dropped while `BEGIN` is in flight
//! leaves its transaction to the next borrower (transact-rs/sqlx#4393). Here a [`Lease`] owns its connection: only
//! [`Lease::give_back`] returns it, and a lease that is dropped closes it. That is also the faster choice, since
//! nothing has to be pinged or reset on the way back.

mod executor;
mod idle;
mod lanes;
mod loss;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use sqlx::postgres::PgConnectOptions;
use sqlx::{ConnectOptions, Connection, PgConnection};

use crate::DbError;
use idle::{Idle, IdleConnections};
use lanes::{Acquisition, Lanes, Permit};
pub use lanes::{Lane, RecentLanes, Share};

/// How long a connection may take to show that it still works, or to begin a transaction. After that the path to the
/// database counts as silent.
const PING_TIMEOUT: Duration = Duration::from_secs(1);

/// How long a connection may be silent while a statement is under way. The server cancels a statement after ten seconds at
/// most (doctor's check `session`), so a longer silence is the path's.
const ANSWER_TIMEOUT: Duration = Duration::from_secs(11);

/// How many connections a pool may open, and how long a caller waits for one.
#[derive(Clone, Copy, Debug)]
pub struct PoolSize {
    pub max: usize,
    pub acquire_timeout: Duration,
}

/// How the database is reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Directly, or through a pooler that keeps a session together: statements are prepared once a connection.
    Direct,
    /// Through a pooler that lends a connection for a transaction (`PgBouncer`, RDS Proxy): whatever runs is inside an
    /// explicit transaction, and no statement outlives it.
    Transaction,
}

/// Why no connection could be had.
#[derive(Debug, thiserror::Error)]
pub enum PoolError {
    /// All connections stayed busy for the whole acquire timeout.
    #[error("no database connection became free within {0:?}")]
    Exhausted(Duration),
    /// The lane uses all that it may have of the pool, and its callers wait for one another.
    #[error("the lane's share of the database connections is used up")]
    ShareUsedUp,
    /// The database could not be reached, or refused the connection.
    #[error("cannot connect to the database")]
    Connect(#[source] sqlx::Error),
}

/// A pool of connections of one role. Cloning shares it. Connects on demand.
#[derive(Clone)]
pub struct Pool(Arc<Inner>);

struct Inner {
    options: PgConnectOptions,
    size: PoolSize,
    mode: Mode,
    /// How a transaction begins that says nothing else.
    begin: &'static str,
    /// Whether the database keeps the connections from writing, so that a statement may run twice.
    is_read_only: bool,
    lanes: Arc<Lanes>,
    idle: IdleConnections,
    /// Counts the connections that were closed instead of given back. One that went idle before the latest of them
    /// may be dead as well (the server restarted, say), so it proves itself before it is lent again.
    losses: AtomicU64,
}

/// A connection that belongs to its holder. Dropping it closes the connection and ends whatever ran on it.
pub struct Lease {
    connection: Option<PgConnection>,
    /// The connection was idle, and nothing shows yet that it still leads to the database.
    is_unproved: bool,
    /// A statement had no answer, so nothing more is asked on this connection.
    is_silent: bool,
    pool: Arc<Inner>,
    /// Given back after the connection, which the next in line then finds.
    _permit: Permit,
}

impl Pool {
    pub fn new(options: PgConnectOptions, size: PoolSize, mode: Mode) -> Self {
        Self::beginning(options, size, mode, "begin", false)
    }

    /// A pool whose connections the database itself keeps from writing.
    pub fn read_only(options: PgConnectOptions, size: PoolSize, mode: Mode) -> Self {
        match mode {
            Mode::Direct => {
                let options = options.options([("default_transaction_read_only", "on")]);
                Self::beginning(options, size, mode, "begin", true)
            }
            // A pooler lends one session to many clients, so it takes no options from any.
            Mode::Transaction => Self::beginning(options, size, mode, "begin read only", true),
        }
    }

    fn beginning(
        options: PgConnectOptions,
        size: PoolSize,
        mode: Mode,
        begin: &'static str,
        is_read_only: bool,
    ) -> Self {
        Self(Arc::new(Inner {
            options: options.disable_statement_logging(),
            size,
            mode,
            begin,
            is_read_only,
            lanes: Arc::new(Lanes::new(size.max)),
            idle: IdleConnections::default(),
            losses: AtomicU64::new(0),
        }))
    }

    /// The same pool, with this share as the limit of each lane; the pools of a database share `recent`. If the share
    /// is the whole pool, there are no shares, and a caller who waits in vain has waited for the pool.
    #[must_use]
    pub fn sharing(self, share: Share, recent: &RecentLanes) -> Self {
        if share.connections < self.0.size.max {
            self.0.lanes.set_share(share, recent.clone());
        }
        self
    }

    /// Takes an idle connection or opens one, waiting at most the acquire timeout for either.
    pub async fn lease(&self) -> Result<Lease, PoolError> {
        self.lease_for(Lane::COMMON).await
    }

    /// As [`Pool::lease`], in a lane's turn and within its share.
    pub async fn lease_for(&self, lane: Lane) -> Result<Lease, PoolError> {
        let inner = &self.0;
        let waiter = match inner.lanes.acquire(lane) {
            Acquisition::Now(permit) => {
                let mut lease = self.empty(permit);
                if let Some(idle) = inner.idle.take_trusted(inner.losses.load(Ordering::Relaxed)) {
                    lease.is_unproved = idle.is_unproved();
                    lease.connection = Some(idle.connection);
                    return Ok(lease);
                }
                return self.bounded(lane, self.fill(lease)).await;
            }
            Acquisition::Wait(waiter) => waiter,
            Acquisition::Full => return Err(PoolError::ShareUsedUp),
        };
        self.bounded(lane, async { self.fill(self.empty(waiter.turn().await)).await }).await
    }

    /// Connections now lent out.
    pub fn in_use(&self) -> usize {
        self.0.size.max - self.0.lanes.free()
    }

    /// How many callers have got [`PoolError::ShareUsedUp`] so far.
    pub fn refused(&self) -> u64 {
        self.0.lanes.refused()
    }

    /// The most connections that this pool opens.
    pub fn max(&self) -> usize {
        self.0.size.max
    }

    fn empty(&self, permit: Permit) -> Lease {
        Lease { connection: None, is_unproved: false, is_silent: false, pool: Arc::clone(&self.0), _permit: permit }
    }

    async fn bounded<F>(&self, lane: Lane, work: F) -> Result<Lease, PoolError>
    where
        F: Future<Output = Result<Lease, PoolError>>,
    {
        let limit = self.0.size.acquire_timeout;
        tokio::time::timeout(limit, work).await.unwrap_or_else(|_| {
            Err(if self.0.lanes.note_timeout(lane) { PoolError::ShareUsedUp } else { PoolError::Exhausted(limit) })
        })
    }

    async fn fill(&self, mut lease: Lease) -> Result<Lease, PoolError> {
        while let Some(mut idle) = self.0.idle.take() {
            if idle.is_trusted(self.0.losses.load(Ordering::Relaxed)) {
                lease.is_unproved = idle.is_unproved();
                lease.connection = Some(idle.connection);
                return Ok(lease);
            }
            // Time is left for a new connection.
            let limit = PING_TIMEOUT.min(self.0.size.acquire_timeout / 2);
            match tokio::time::timeout(limit, idle.connection.ping()).await {
                Ok(Ok(())) => {
                    lease.connection = Some(idle.connection);
                    return Ok(lease);
                }
                Ok(Err(_)) => {
                    self.0.losses.fetch_add(1, Ordering::Relaxed);
                }
                // What was idle for longer leads along the same path.
                Err(_) => {
                    self.0.losses.fetch_add(1, Ordering::Relaxed);
                    self.0.idle.close_older(&idle);
                    break;
                }
            }
        }
        lease.connection = Some(self.0.options.connect().await.map_err(PoolError::Connect)?);
        Ok(lease)
    }
}

impl Lease {
    /// Returns the connection to its pool. Call it after success, with no transaction open.
    pub fn give_back(mut self) {
        if let Some(connection) = self.connection.take() {
            self.pool.idle.put(Idle::new(connection, self.pool.losses.load(Ordering::Relaxed)));
        }
    }
}

impl Drop for Lease {
    fn drop(&mut self) {
        if self.connection.take().is_some() {
            self.pool.losses.fetch_add(1, Ordering::Relaxed);
        }
    }
}

impl Lease {
    fn connection(&mut self) -> &mut PgConnection {
        self.parts().0
    }

    /// The connection, and where a silence of it is noted.
    fn parts(&mut self) -> (&mut PgConnection, &mut bool) {
        let connection = self.connection.as_mut();
        let held = connection.unwrap_or_else(|| unreachable!("a lease holds its connection until it is consumed"));
        (held, &mut self.is_silent)
    }
}

/// An open transaction on a leased connection. Dropping it closes the connection, which rolls it back.
pub struct Transaction(Lease);

impl Transaction {
    pub async fn begin(pool: &Pool) -> Result<Self, DbError> {
        Self::open(pool.lease().await?, false).await.map_err(DbError::Statement)
    }

    /// Opens a transaction, perhaps a read-only one, on a connection that is already leased.
    pub async fn open(mut lease: Lease, read_only: bool) -> Result<Self, sqlx::Error> {
        let begin = if read_only { "begin read only" } else { lease.pool.begin };
        lease.begin(begin).await?;
        Ok(Self(lease))
    }

    /// Commits and returns the connection. An error means that nothing is known to be stored.
    ///
    /// A bare `commit` of a transaction in which a statement has failed rolls back and reports success; the empty
    /// `select` in front of it makes that an error.
    pub async fn commit(mut self) -> Result<(), sqlx::Error> {
        self.0.end("select; commit").await?;
        self.0.give_back();
        Ok(())
    }

    /// Rolls back and returns the connection, which dropping would close.
    pub async fn rollback(mut self) -> Result<(), sqlx::Error> {
        self.0.end("rollback").await?;
        self.0.give_back();
        Ok(())
    }
}
