//! What the server does beside answering: checking denied accesses, and deleting what is over.

use std::sync::Arc;
use std::time::Duration;

use auth::{Auth, Pool, attempts, sessions};
use tenancy::Db;
use tenancy::denied::{self, Notes};

use crate::state::Shared;

const EVERY: Duration = Duration::from_mins(10);
const COUNT_EVERY: Duration = Duration::from_secs(5);

/// Starts the background work of a node; it ends with the runtime. Answers where requests note what they missed.
pub fn start(auth: Auth, db: Db) -> Notes {
    let (notes, worker) = denied::queue(db.platform_pool(), auth.clock.clone());
    tokio::spawn(worker.run());
    tokio::spawn(async move {
        let mut tick = tokio::time::interval(EVERY);
        loop {
            tick.tick().await;
            sweep(&auth, &db).await;
        }
    });
    notes
}

/// Keeps a worker's share of the gauges of connections; ends with the worker.
pub async fn count_connections(auth: Pool, db: Db, shared: Arc<Shared>) {
    let mut counted: [i64; 4] = [0; 4];
    let mut tick = tokio::time::interval(COUNT_EVERY);
    loop {
        tick.tick().await;
        let [write, read, platform] = db.in_use();
        for (before, (pool, now)) in counted.iter_mut().zip([("auth", auth.in_use()), write, read, platform]) {
            let now = i64::try_from(now).unwrap_or(i64::MAX);
            shared.metrics.connections_in_use(pool).add(now - *before);
            *before = now;
        }
    }
}

/// Deletes the rows of sessions, attempts and idempotency keys that are over. They count for nothing before that either.
async fn sweep(auth: &Auth, db: &Db) {
    let now = auth.clock.now();
    note("sessions", sessions::sweep(&auth.pool, &auth.session_limits, now).await);
    note("attempts", attempts::sweep(&auth.pool, now).await);
    note("closed tenants", db.purge_closed_tenants().await);
    note("idempotency keys", db.forget_idempotency_keys().await);
}

fn note<E: std::error::Error + 'static>(what: &'static str, swept: Result<u64, E>) {
    match swept {
        Ok(0) => {}
        Ok(rows) => tracing::debug!(what, rows, "swept"),
        Err(error) => tracing::warn!(what, error = &error as &dyn std::error::Error, "could not sweep"),
    }
}
