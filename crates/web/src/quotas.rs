//! How many requests a minute a tenant may make of this node, where platform admins have set a limit (TEN-8).
//!
//! A request counts for the tenant that the database lets its caller into, by whatever name
//! ([`tenancy::SeenTenants`]): a write before its work, a read once it is let in. A stranger who names a tenant counts
//! for none, and gets the same 404 as ever.

use std::collections::HashMap;
use std::num::NonZeroU32;
use std::sync::atomic::{AtomicBool, Ordering};

use governor::clock::Clock;
use governor::{DefaultDirectRateLimiter, Quota, RateLimiter};
use parking_lot::RwLock;
use tenancy::{Db, TenantId};

use crate::error::Error;

/// The limits of this node. Without one, asking costs a glance at a flag.
#[derive(Default)]
pub struct Quotas {
    any: AtomicBool,
    tenants: RwLock<HashMap<TenantId, Limiter>>,
}

struct Limiter {
    a_minute: NonZeroU32,
    rate: DefaultDirectRateLimiter,
}

impl Quotas {
    /// Whether any tenant has a limit.
    pub fn are_any(&self) -> bool {
        self.any.load(Ordering::Relaxed)
    }

    /// Takes over the limits that the database has, and returns how many there are. A tenant whose limit stayed the
    /// same keeps its count.
    pub async fn refresh(&self, db: &Db) -> Result<u64, tenancy::Error> {
        let limits = db.request_quotas().await?;
        let mut tenants = self.tenants.write();
        let mut before = std::mem::take(&mut *tenants);
        for (id, limit) in limits {
            let Some(a_minute) = u32::try_from(limit).ok().and_then(NonZeroU32::new) else { continue };
            let kept = before.remove(&id).filter(|limiter| limiter.a_minute == a_minute);
            let new = || Limiter { a_minute, rate: RateLimiter::direct(Quota::per_minute(a_minute)) };
            tenants.insert(id, kept.unwrap_or_else(new));
        }
        self.any.store(!tenants.is_empty(), Ordering::Relaxed);
        Ok(tenants.len() as u64)
    }

    /// Counts a request in this tenant; whether the tenant has a limit, or 429 for one too many.
    pub fn check(&self, tenant: TenantId) -> Result<bool, Error> {
        match self.tenants.read().get(&tenant) {
            Some(limiter) => limiter.check().map(|()| true),
            None => Ok(false),
        }
    }
}

impl Limiter {
    fn check(&self) -> Result<(), Error> {
        let checked = self.rate.check();
        checked.map_err(|until| Error::TooManyRequests { retry_after: until.wait_time_from(self.rate.clock().now()) })
    }
}
