use std::sync::Arc;

use auth::SECURITY_LOG;
use base::audit_chain::{ChainedLog, LinkWriter};
use base::{Clock, DbError, Pool};
use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use tenancy::audit::CHANGES;
use tokio::sync::Mutex;

use super::Foundation;

type Extend = BoxFuture<'static, Result<u64, DbError>>;

pub(super) fn security_log(on: &Foundation) -> impl FnMut() -> Extend + Send + use<> {
    extend(&SECURITY_LOG, on, on.auth.pool.clone())
}

pub(super) fn change_log(on: &Foundation) -> impl FnMut() -> Extend + Send + use<> {
    extend(&CHANGES, on, on.db.platform_pool())
}

/// Extends the audit chain of a log. The writer remembers the pass before.
fn extend(log: &'static ChainedLog, on: &Foundation, pool: Pool) -> impl FnMut() -> Extend + Send + use<> {
    let writer = Arc::new(Mutex::new(LinkWriter::new(log, on.audit_key.clone())));
    let clock = on.auth.clock.clone();
    move || {
        let (writer, pool, clock) = (Arc::clone(&writer), pool.clone(), clock.clone());
        async move { add_links(&mut *writer.lock().await, &pool, &clock).await }.boxed()
    }
}

/// Links all rows that can have one, and returns how many. The process's own log, which is kept outside of the
/// database, names each new link.
async fn add_links(writer: &mut LinkWriter, pool: &Pool, clock: &Clock) -> Result<u64, DbError> {
    let mut rows = 0;
    while let Some(new) = writer.pass(pool, clock.now()).await? {
        tracing::info!(target: "bulkhead::audit", anchor = %new.anchor, rows = new.rows, "added a link to the audit chain");
        rows += new.rows as u64;
        if !new.more {
            break;
        }
    }
    Ok(rows)
}
