//! Denied accesses: a lookup that found nothing is checked, off the request's path, for being somebody else's.

mod worker;

use std::net::IpAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use auth::{Clock, Pool};
use time::OffsetDateTime;
use tokio::sync::mpsc;
use uuid::Uuid;

use crate::platform::PlatformCaller;
use crate::{Db, Error, TenantId, TenantRef};

pub use worker::Worker;

/// How many misses wait to be checked before further ones are dropped.
const QUEUE: usize = 1024;

/// A request that found nothing: what it asked for, and who asked.
#[derive(Clone, Debug)]
pub struct Miss {
    pub actor_id: Uuid,
    /// The tenant that the request named. The actor was in it if a member; in any other case their home stands for it.
    pub named: TenantRef,
    pub target: Target,
    /// Which route, by the name that its operation has in the API's description: `findLead`.
    pub route: &'static str,
    pub request_id: Uuid,
    /// The client's address.
    pub address: Option<IpAddr>,
}

/// What a request asked for and didn't get.
#[derive(Clone, Debug)]
pub enum Target {
    /// The row with this id, of a table with `tenant_id` and `id`.
    Row { table: &'static str, id: Uuid },
    /// A tenant that the actor isn't a member of.
    Tenant(TenantRef),
}

/// Takes note of misses. Cloning shares the queue.
#[derive(Clone, Debug)]
pub struct Notes {
    queue: mpsc::Sender<Miss>,
    dropped: Arc<AtomicU64>,
}

/// Makes the two ends: the notes for those who serve requests, and the worker that checks them over a pool of
/// `bulkhead_platform`.
pub fn queue(platform: Pool, clock: Clock) -> (Notes, Worker) {
    let (queue, misses) = mpsc::channel(QUEUE);
    (Notes { queue, dropped: Arc::default() }, Worker::new(misses, platform, clock))
}

impl Notes {
    /// Takes note of a miss and returns at once. Where too many wait already, this one is dropped and counted.
    pub fn note(&self, miss: Miss) {
        if self.queue.try_send(miss).is_err() {
            self.dropped.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// How many misses were dropped unchecked.
    pub fn dropped(&self) -> u64 {
        self.dropped.load(Ordering::Relaxed)
    }
}

/// A denied access, as platform admins see it.
#[derive(Clone, Debug, serde::Serialize)]
pub struct DeniedAccess {
    pub id: i64,
    #[serde(with = "time::serde::rfc3339")]
    pub at: OffsetDateTime,
    pub actor_id: Uuid,
    pub actor_tenant_id: Option<TenantId>,
    /// Whose the target is.
    pub owner_tenant_id: TenantId,
    pub table_name: String,
    pub row_id: Uuid,
    pub route: String,
    pub request_id: Uuid,
    pub address: Option<String>,
    /// The third of its actor within ten minutes, or a later one.
    pub alert: bool,
}

impl Db {
    /// Lists denied accesses for a platform admin, newest first, those before the id `before` where one is given.
    pub async fn list_denied_accesses(
        &self,
        caller: &PlatformCaller,
        before: Option<i64>,
        limit: i64,
    ) -> Result<Vec<DeniedAccess>, Error> {
        let (mut tx, _) = self.begin_platform_as(caller).await?;
        let rows = sqlx::query_as!(
        DeniedAccess,
        r#"select id, at, actor_id, actor_tenant_id as "actor_tenant_id: TenantId", owner_tenant_id as "owner_tenant_id: TenantId",
             table_name, row_id, route, request_id, host(address) as address, alert
           from tenancy.denied_accesses
           where id < $1
           order by id desc
           limit $2"#,
        before.unwrap_or(i64::MAX),
        limit
    )
    .fetch_all(tx.transaction())
    .await?;
        tx.commit().await?;
        Ok(rows)
    }
}
