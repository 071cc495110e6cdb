//! Denied accesses: after a lookup that found nothing, a worker checks, off the request's path, whether the target
//! belongs to another tenant.

mod list;
mod worker;

use std::net::IpAddr;

use auth::evidence;
use base::{Clock, Pool};
use uuid::Uuid;

use crate::TenantRef;

pub use list::DeniedAccess;
pub use worker::Worker;

/// A request that found nothing: what it asked for, and who asked.
#[derive(Clone, Debug)]
pub struct MissedLookup {
    pub actor_id: Uuid,
    /// The platform admin who acted as the actor, where one did.
    pub impersonator_id: Option<Uuid>,
    /// The tenant that the request named. The actor was in it if a member; in any other case their home stands for it.
    pub named: TenantRef,
    pub target: Target,
    /// Which route, by the name that its operation has in the API's description: `findLead`.
    pub route: &'static str,
    pub request_id: Uuid,
    /// The client's address.
    pub address: Option<IpAddr>,
}

impl MissedLookup {
    /// The person who acted. All their misses share a queue and count towards one alert, whichever member they act as:
    /// the member did none of it, and misses spread over several members would otherwise stay below the alert.
    fn person(&self) -> Uuid {
        self.impersonator_id.unwrap_or(self.actor_id)
    }
}

/// What a request asked for and didn't get.
#[derive(Clone, Debug)]
pub enum Target {
    /// The row with this id, of a table with `tenant_id` and `id`.
    Row { table: &'static str, id: Uuid },
    /// The same row, or what has it as its parent: the tables and ids of both, the row's own first. One request is one
    /// denied access.
    Nested([(&'static str, Uuid); 2]),
    /// A tenant that the actor isn't a member of.
    Tenant(TenantRef),
}

/// Takes note of misses. Cloning shares the queue.
#[derive(Clone, Debug)]
pub struct DeniedAccessQueue(evidence::Sender<MissedLookup>);

/// Makes the two ends: the notes for request handlers, and the worker that checks them over a pool of
/// `bulkhead_platform`. `count_drop` is called for each miss that is dropped unchecked.
pub fn queue(
    platform: Pool,
    clock: Clock,
    count_drop: impl Fn() + Send + Sync + 'static,
) -> (DeniedAccessQueue, Worker) {
    let (sender, misses) = evidence::queue("denied_accesses", clock.clone(), count_drop);
    (DeniedAccessQueue(sender), Worker::new(misses, platform, clock))
}

impl DeniedAccessQueue {
    /// Takes note of a miss and returns at once. Where too many of the same person wait already, this one is dropped.
    pub fn note(&self, miss: MissedLookup) {
        self.0.send(miss.person(), miss);
    }
}
