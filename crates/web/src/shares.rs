//! What one tenant may have of this node at a time (TEN-8): searches, imports, exports, and bytes of files that imports wait
//! in. One that would have more is refused, and no other tenant notices. Connections are shared by [`auth::Pool`].

mod spool;

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use parking_lot::Mutex;
use prometheus::IntCounter;
use tenancy::{Entry, TenantId};

pub use spool::Spool;

use crate::error::Error;
use crate::metrics::Metrics;
use crate::request::Request;

/// The shares of a tenant that has no others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShareLimits {
    pub searches: usize,
    pub imports: usize,
    pub exports: usize,
    pub spool_bytes: usize,
}

/// What a tenant does a few of at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    Search,
    Import,
    Export,
}

impl Act {
    const ALL: [Self; 3] = [Self::Search, Self::Import, Self::Export];

    fn plural(self) -> &'static str {
        match self {
            Self::Search => "searches",
            Self::Import => "imports",
            Self::Export => "exports",
        }
    }

    /// How soon one of those under way is likely to be over.
    fn retry_after(self) -> Duration {
        match self {
            Self::Search => Duration::from_secs(1),
            Self::Import | Self::Export => Duration::from_secs(10),
        }
    }
}

/// The shares of all tenants on this node; shared by its workers.
pub struct Shares {
    limits: ShareLimits,
    held: Mutex<HashMap<TenantId, Held>>,
    refused: [IntCounter; Act::ALL.len()],
    refused_spool: IntCounter,
}

#[derive(Default, PartialEq, Eq)]
struct Held {
    acts: [usize; Act::ALL.len()],
    spool_bytes: usize,
}

/// One act of a tenant, for as long as this is kept.
#[must_use]
pub struct Permit {
    shares: Arc<Shares>,
    tenant: TenantId,
    act: Act,
}

impl Shares {
    pub fn new(limits: ShareLimits, metrics: &Metrics) -> Self {
        Self {
            limits,
            held: Mutex::default(),
            refused: Act::ALL.map(|act| metrics.share_refusals(act.plural())),
            refused_spool: metrics.share_refusals("spool"),
        }
    }

    /// Lets a tenant do one thing more; 429 where it does as many already as it may.
    pub fn take(self: &Arc<Self>, tenant: TenantId, act: Act) -> Result<Permit, Error> {
        let limit = self.limit(act);
        let mut held = self.held.lock();
        let count = &mut held.entry(tenant).or_default().acts[act as usize];
        if *count >= limit {
            self.refused[act as usize].inc();
            let detail = format!("This tenant may have {limit} {} at a time.", act.plural());
            return Err(Error::ShareUsedUp { detail: detail.into(), retry_after: act.retry_after() });
        }
        *count += 1;
        Ok(Permit { shares: Arc::clone(self), tenant, act })
    }

    /// An empty file of a tenant's.
    pub fn spool(self: &Arc<Self>, tenant: TenantId) -> Spool {
        Spool::new(Arc::clone(self), tenant)
    }

    fn limit(&self, act: Act) -> usize {
        match act {
            Act::Search => self.limits.searches,
            Act::Import => self.limits.imports,
            Act::Export => self.limits.exports,
        }
    }

    fn release(&self, tenant: TenantId, give_back: impl FnOnce(&mut Held)) {
        let mut tenants = self.held.lock();
        if let Some(held) = tenants.get_mut(&tenant) {
            give_back(held);
            if *held == Held::default() {
                tenants.remove(&tenant);
            }
        }
    }
}

impl Drop for Permit {
    fn drop(&mut self) {
        self.shares.release(self.tenant, |held| held.acts[self.act as usize] -= 1);
    }
}

/// Lets the tenant of a request do one thing more. Whom to count it for is what this node has learned of the caller, else
/// what the database says first.
pub async fn take(request: &Request, entry: &Entry, act: Act) -> Result<Permit, Error> {
    let db = &request.state.db;
    let tenant = match db.seen().tenant(entry) {
        Some(tenant) => tenant,
        None => db.admit(entry).await?.tenant_id(),
    };
    request.state.shared.shares.take(tenant, act)
}

#[cfg(test)]
mod tests;
