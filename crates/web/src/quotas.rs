//! How many requests a minute a tenant may make of this node, where platform admins have set a limit (TEN-8).
//!
//! Which tenant a request is in, the database says when it lets somebody in. A request that only reads is refused then. One
//! that writes is refused before its work, once this node has seen its sender in the tenant that they name; until then it
//! counts. Nobody else counts, or learns of a limit: a stranger who names a tenant gets the same 404 as ever.

use std::collections::HashMap;
use std::num::NonZeroU32;
use std::sync::atomic::{AtomicBool, Ordering};

use governor::clock::Clock;
use governor::{DefaultDirectRateLimiter, Quota, RateLimiter};
use parking_lot::RwLock;
use tenancy::{Db, TenantId};
use uuid::Uuid;

use crate::error::Error;

/// How many senders of tenants with a limit are remembered before all of them are forgotten.
const SEEN: usize = 65_536;

/// The limits of this node. Without one, asking costs a glance at a flag.
#[derive(Default)]
pub struct Quotas {
    any: AtomicBool,
    known: RwLock<Known>,
}

#[derive(Default)]
struct Known {
    tenants: HashMap<Uuid, Limiter>,
    /// Which tenant this node has seen somebody in, by what they named.
    seen: HashMap<Sender, Uuid>,
}

struct Limiter {
    a_minute: NonZeroU32,
    rate: DefaultDirectRateLimiter,
}

/// A user, and the tenant that their request names, if it names one.
pub type Sender = (Uuid, Option<String>);

impl Quotas {
    /// Whether any tenant has a limit.
    pub fn are_any(&self) -> bool {
        self.any.load(Ordering::Relaxed)
    }

    /// Takes over the limits that the database has. A tenant whose limit stayed the same keeps its count.
    pub async fn refresh(&self, db: &Db) -> Result<(), tenancy::Error> {
        let limits = db.request_quotas().await?;
        let mut known = self.known.write();
        let mut before = std::mem::take(&mut known.tenants);
        for (TenantId(id), limit) in limits {
            let Some(a_minute) = u32::try_from(limit).ok().and_then(NonZeroU32::new) else { continue };
            let kept = before.remove(&id).filter(|limiter| limiter.a_minute == a_minute);
            let new = || Limiter { a_minute, rate: RateLimiter::direct(Quota::per_minute(a_minute)) };
            known.tenants.insert(id, kept.unwrap_or_else(new));
        }
        let Known { tenants, seen } = &mut *known;
        seen.retain(|_, tenant| tenants.contains_key(tenant));
        self.any.store(!tenants.is_empty(), Ordering::Relaxed);
        Ok(())
    }

    /// Counts a request of somebody who was seen before, ahead of its work; whether it is counted.
    pub fn check_seen(&self, sender: &Sender) -> Result<bool, Error> {
        let known = self.known.read();
        match known.seen.get(sender).and_then(|tenant| known.tenants.get(tenant)) {
            Some(limiter) => limiter.check().map(|()| true),
            None => Ok(false),
        }
    }

    /// Counts a request by a key, whose tenant is known, ahead of its work; whether it is counted.
    pub fn check_tenant(&self, tenant: Uuid) -> Result<bool, Error> {
        match self.known.read().tenants.get(&tenant) {
            Some(limiter) => limiter.check().map(|()| true),
            None => Ok(false),
        }
    }

    /// Counts a request that the database let into this tenant, and remembers its sender.
    pub fn check_admitted(&self, tenant: Uuid, sender: Sender) -> Result<(), Error> {
        let checked = match self.known.read().tenants.get(&tenant) {
            Some(limiter) => limiter.check(),
            None => return Ok(()),
        };
        let mut known = self.known.write();
        if known.seen.len() >= SEEN {
            known.seen.clear();
        }
        known.seen.insert(sender, tenant);
        checked
    }
}

impl Limiter {
    fn check(&self) -> Result<(), Error> {
        let checked = self.rate.check();
        checked.map_err(|until| Error::TooManyRequests { retry_after: until.wait_time_from(self.rate.clock().now()) })
    }
}
