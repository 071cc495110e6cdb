//! What a node does again and again.

use std::convert::Infallible;
use std::error::Error;
use std::sync::Arc;
use std::time::Duration;

use auth::{attempts, email_tokens, impersonations, key_uses, otp, passkeys, sessions, tokens};
use base::periodic::Task;
use base::{DbError, jobs};

use super::{Foundation, chains, digests, trash};
use crate::dispatcher::Dispatcher;
use crate::push::Pushes;
use crate::stored_files::StoredFiles;
use crate::webhooks::Webhooks;

const MOMENT: Duration = Duration::from_millis(100);
const SECOND: Duration = Duration::from_secs(1);
const MINUTE: Duration = Duration::from_mins(1);
const HOUR: Duration = Duration::from_hours(1);
const SETTLE_EVERY: Duration = Duration::from_secs(5);

/// The periodic work of a node. On one node at a time runs what changes rows that all nodes share: several would only
/// wait for each other's locks. On each node runs what keeps something of the process (limits in memory, the last look
/// at a log), and what the database itself gives to one node at a time.
pub(super) fn tasks(on: &Arc<Foundation>, dispatcher: &Dispatcher, webhooks: &Webhooks, pushes: &Pushes) -> Vec<Task> {
    // What has expired counts for nothing before it is deleted either.
    let sweeps = [
        sweep(on, "sessions", |on| async move { sessions::sweep(on.pool(), &on.auth.session_limits, on.now()).await }),
        sweep(on, "impersonations", |on| async move { impersonations::sweep(&on.auth).await }),
        sweep(on, "ends_of_impersonations", |on| async move { on.db.note_ended_impersonations(&on.auth).await }),
        sweep(on, "passkey_challenges", |on| async move { passkeys::sweep(on.pool(), on.now()).await }),
        sweep(on, "signing_keys", |on| async move { tokens::rotate_keys(&on.auth).await }),
        sweep(on, "api_key_uses", |on| async move { key_uses::sweep(on.pool(), on.now()).await }),
        sweep(on, "attempts", |on| async move { attempts::sweep(on.pool(), on.now()).await }),
        sweep(on, "codes", |on| async move { otp::sweep(&on.auth, on.now()).await }),
        sweep(on, "closed_tenants", |on| async move { on.db.purge_closed_tenants().await }),
        sweep(on, "email_tokens", |on| async move { email_tokens::sweep(on.pool(), on.now()).await }),
        sweep(on, "idempotency_keys", |on| async move { on.db.forget_idempotency_keys(on.now()).await }),
        sweep(on, "carrier_attempts", |on| async move { domain::sweep::attempts(&on.db).await }),
        sweep(on, "carrier_events", |on| async move { domain::sweep::carrier_events(&on.db).await }),
        sweep(on, "webhook_deliveries", |on| async move { domain::sweep::webhook_deliveries(&on.db).await }),
        sweep(on, "signals", |on| async move { on.db.forget_signals().await }),
        sweep(on, "presence", |on| async move { on.db.forget_presence().await }),
        sweep(on, "push_deliveries", |on| async move { domain::sweep::push_deliveries(&on.db).await }),
        sweep(on, "jobs", |on| async move { jobs::sweep(&on.db.platform_pool(), on.now()).await }),
    ];
    // A moment apart, so that they don't wait for each other's connections.
    let mut tasks: Vec<_> = (0..).zip(sweeps).map(|(place, sweep)| sweep.first_after(place * MOMENT)).collect();
    if let Some(days) = on.trash_days {
        let empty = with(on, move |on| async move { trash::empty(&on, days).await });
        tasks.push(Task::on_one_node("trash", 6 * HOUR, empty).first_after(5 * MINUTE));
    }
    tasks.extend(stored_files(on));
    let digests = with(on, |on| async move { digests::queue(&on).await });
    tasks.push(Task::on_one_node("digests", HOUR, digests).first_after(MINUTE));
    tasks.extend([
        // A row gets its link at the second pass of a node after it came.
        Task::on_each_node("security_log_chain", 20 * SECOND, chains::security_log(on)),
        Task::on_each_node("change_log_chain", 20 * SECOND, chains::change_log(on)),
        Task::on_each_node(
            "request_quotas",
            10 * SECOND,
            with(on, |on| async move { on.shared.quotas.refresh(&on.db).await }),
        ),
        Task::on_each_node(
            "webhook_alerts",
            MINUTE,
            with(on, |on| async move { Ok::<_, Infallible>(on.shared.webhook_alerts.report_due(on.now())) }),
        ),
        Task::on_each_node("job_counts", 30 * SECOND, with(on, |on| async move { count_jobs(&on).await })),
        Task::on_each_node("search_lists", SECOND, with(on, |on| async move { on.db.clean_pending_lists().await })),
    ]);
    tasks.extend(carriers(dispatcher));
    tasks.extend(deliveries(webhooks, pushes));
    tasks
}

/// What is done about calls and messages by carriers, beside requesting them.
fn carriers(on: &Dispatcher) -> Vec<Task> {
    let mut tasks = vec![
        Task::on_each_node("campaigns", SECOND, with(on, |on| async move { on.plan_campaigns().await })),
        Task::on_each_node("cancelled_calls", SECOND, with(on, |on| async move { on.cancel_calls().await })),
        Task::on_one_node("overdue_calls", 10 * MINUTE, with(on, |on| async move { on.poll_overdue().await })),
        Task::on_one_node("number_audits", 10 * SECOND, with(on, |on| async move { on.audit_numbers().await })),
        Task::on_one_node("carrier_requests", SETTLE_EVERY, with(on, |on| async move { on.settle().await })),
        Task::on_each_node("carrier_request_counts", 30 * SECOND, with(on, |on| async move { on.count().await })),
    ];
    if on.simulates() {
        let introduce = with(on, |on| async move { on.introduce_phones().await });
        tasks.push(Task::on_each_node("simulated_phones", SECOND, introduce));
    }
    tasks
}

/// What is done about messages to webhooks and browsers, beside sending them.
fn deliveries(webhooks: &Webhooks, pushes: &Pushes) -> [Task; 3] {
    let end_dead = with(pushes, |pushes| async move { pushes.end_dead().await });
    [
        Task::on_each_node(
            "webhook_delivery_counts",
            30 * SECOND,
            with(webhooks, |on| async move { on.count().await }),
        ),
        Task::on_each_node("push_delivery_counts", 30 * SECOND, with(pushes, |on| async move { on.count().await })),
        Task::on_one_node("push_subscriptions", MINUTE, end_dead),
    ]
}

/// Moves files to the file store, where there is one.
fn stored_files(on: &Foundation) -> Option<Task> {
    let files = StoredFiles {
        jobs: on.jobs.clone(),
        db: on.db.clone(),
        clock: on.auth.clock.clone(),
        random: on.auth.random.clone(),
        store: on.shared.files.clone()?,
    };
    let keep = with(&files, |files| async move { files.keep().await });
    Some(Task::on_one_node("stored_files", 5 * SECOND, keep))
}

fn sweep<W, F, E>(on: &Arc<Foundation>, name: &'static str, work: W) -> Task
where
    W: Fn(Arc<Foundation>) -> F + Send + 'static,
    F: Future<Output = Result<u64, E>> + Send + 'static,
    E: Into<Box<dyn Error + Send + Sync>>,
{
    Task::on_one_node(name, 10 * MINUTE, with(on, work))
}

/// Has each run work on a clone.
fn with<T, W, F>(on: &T, work: W) -> impl FnMut() -> F + Send + 'static + use<T, W, F>
where
    T: Clone + Send + 'static,
    W: Fn(T) -> F + Send + 'static,
{
    let on = on.clone();
    move || work(on.clone())
}

/// Has the metrics know how many jobs there are. Returns how many.
async fn count_jobs(on: &Foundation) -> Result<u64, DbError> {
    let mut db = on.db.platform_pool().lease().await?;
    let counts = jobs::count(&mut db, on.now()).await?;
    db.give_back();
    on.shared.metrics.count_jobs(&counts);
    Ok(counts.iter().map(|count| count.count.unsigned_abs()).sum())
}
