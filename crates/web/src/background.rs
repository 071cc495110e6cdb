//! The background work of a node: it sends letters, checks denied accesses, extends the audit chains, empties the trash, cleans the
//! search indexes' pending lists, and deletes what has expired.

mod search;

use std::sync::Arc;
use std::time::Duration;

use auth::SECURITY_LOG;
use auth::denial_log::{self, DenialLog};
use auth::{Auth, attempts, email_tokens, impersonations, key_uses, otp, passkeys, sessions, tokens};
use base::audit_chain::{AuditKey, LinkWriter};
use base::{Clock, Pool};
use domain::trash::{self, Failure};
use tenancy::audit::CHANGES;
use tenancy::denied::{self, DeniedAccessQueue};
use tenancy::{Db, Jobs};
use tokio::task::JoinSet;

use crate::causes;
use crate::mailer::{Sender, Transports};
use crate::metrics::Metrics;
use crate::state::Shared;

const EVERY: Duration = Duration::from_mins(10);
/// A row gets its link at the second pass after it came.
const LINK_EVERY: Duration = Duration::from_secs(20);
/// How long a node may take to know of a new limit.
const QUOTAS_EVERY: Duration = Duration::from_secs(10);
const TRASH_FIRST: Duration = Duration::from_mins(5);
const TRASH_EVERY: Duration = Duration::from_hours(6);
const COUNT_EVERY: Duration = Duration::from_secs(5);

/// The tasks of a node. They end when this is dropped.
pub type Background = JoinSet<()>;

/// Starts the background work of a node. Answers where requests note what they missed and what was refused to them, and
/// the tasks.
pub fn start(
    auth: Auth,
    db: Db,
    audit_key: AuditKey,
    trash: Trash,
    transports: Transports,
    metrics: Arc<Metrics>,
) -> (DeniedAccessQueue, DenialLog, Background) {
    let mut tasks = Background::new();
    let [lost_misses, lost_refusals] = ["denied_accesses", "refusals"].map(|queue| metrics.evidence_dropped(queue));
    tasks.spawn(Sender::new(auth.clone(), transports, metrics).run());
    let (notes, worker) = denied::queue(db.platform_pool(), auth.clock.clone(), move || lost_misses.inc());
    tasks.spawn(worker.run());
    let (denial_log, writer) = denial_log::queue(auth.clone(), move || lost_refusals.inc());
    tasks.spawn(writer.run());
    tasks.spawn(extend_chain(LinkWriter::new(&SECURITY_LOG, audit_key.clone()), auth.pool.clone(), auth.clock.clone()));
    tasks.spawn(extend_chain(LinkWriter::new(&CHANGES, audit_key), db.platform_pool(), auth.clock.clone()));
    tasks.spawn(trash.keep_emptying(auth.clone()));
    tasks.spawn(search::keep_lists_short(db.clone()));
    tasks.spawn(async move {
        let mut tick = tokio::time::interval(EVERY);
        loop {
            tick.tick().await;
            sweep(&auth, &db).await;
        }
    });
    (notes, denial_log, tasks)
}

/// The trash of all tenants.
pub struct Trash {
    pub jobs: Jobs,
    /// For how long it keeps what is in it; `None`: for ever.
    pub days: Option<i32>,
    pub metrics: Arc<Metrics>,
}

impl Trash {
    /// Empties it from now on. Nodes may do so at once: each skips what another is deleting.
    async fn keep_emptying(self, auth: Auth) {
        let Some(days) = self.days else { return };
        let mut tick = tokio::time::interval_at(tokio::time::Instant::now() + TRASH_FIRST, TRASH_EVERY);
        loop {
            tick.tick().await;
            let run_id = || auth.random.uuid_v7(auth.clock.now());
            // What is wrong with a table is wrong in every tenant: one line will do.
            let mut told = Vec::new();
            let failed = |failure: &Failure| {
                self.metrics.trash_failures.inc();
                if !told.contains(&failure.table) {
                    told.push(failure.table);
                    let Failure { tenant_id, table, error } = failure;
                    let error = causes::describe(error);
                    tracing::warn!(tenant.id = %tenant_id, table.name = table, ?error, "could not empty the trash");
                }
            };
            note("trash", trash::empty(&self.jobs, days, run_id, failed).await);
        }
    }
}

/// Extends the audit chain of a log from now on. The process's own log, which is kept outside of the database, names each new link.
async fn extend_chain(mut writer: LinkWriter, pool: Pool, clock: Clock) {
    let mut tick = tokio::time::interval(LINK_EVERY);
    loop {
        tick.tick().await;
        loop {
            match writer.pass(&pool, clock.now()).await {
                Ok(None) => break,
                Ok(Some(new)) => {
                    tracing::info!(target: "bulkhead::audit", anchor = %new.anchor, rows = new.rows, "added a link to the audit chain");
                    if !new.more {
                        break;
                    }
                }
                Err(error) => {
                    tracing::warn!(error = ?causes::describe(&error), "could not extend the audit chain");
                    break;
                }
            }
        }
    }
}

/// Has this node know which tenants have a limit on requests; ends with the runtime.
pub async fn keep_quotas(db: Db, shared: Arc<Shared>) {
    let mut tick = tokio::time::interval(QUOTAS_EVERY);
    loop {
        tick.tick().await;
        if let Err(error) = shared.quotas.refresh(&db).await {
            tracing::warn!(error = ?causes::describe(&error), "the limits of tenants may be outdated");
        }
    }
}

/// Keeps a worker's share of the gauges of connections; ends with the worker.
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

/// Deletes the rows of sessions, impersonations, attempts, challenges, mailed tokens and keys that are over. They count for nothing before
/// that either.
async fn sweep(auth: &Auth, db: &Db) {
    let now = auth.clock.now();
    note("sessions", sessions::sweep(&auth.pool, &auth.session_limits, now).await);
    note("impersonations", impersonations::sweep(auth).await);
    note("ends of impersonations", db.note_ended_impersonations(auth).await);
    note("challenges", passkeys::sweep(&auth.pool, now).await);
    note("signing keys", tokens::rotate_keys(auth).await);
    note("uses of keys", key_uses::sweep(&auth.pool, now).await);
    note("attempts", attempts::sweep(&auth.pool, now).await);
    note("codes", otp::sweep(auth, now).await);
    note("closed tenants", db.purge_closed_tenants().await);
    note("mailed tokens", email_tokens::sweep(&auth.pool, now).await);
    note("idempotency keys", db.forget_idempotency_keys(now).await);
}

fn note<E: std::error::Error + 'static>(what: &'static str, swept: Result<u64, E>) {
    match swept {
        Ok(0) => {}
        Ok(rows) => tracing::debug!(what, rows, "swept"),
        Err(error) => tracing::warn!(what, error = ?causes::describe(&error), "could not sweep"),
    }
}
