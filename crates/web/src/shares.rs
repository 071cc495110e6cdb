//! What one tenant may have of this node at a time (TEN-8): searches, imports, exports, replies of its own chat endpoint,
//! and bytes of files that imports wait in. One that would have more is refused, and no other tenant notices. Connections are shared by [`base::Pool`].

use std::sync::Arc;
use std::time::Duration;

use tenancy::TenantId;

use crate::error::Error;
use crate::metrics::Metrics;
use crate::tally::{Bound, Refusal, Share, Tally};

/// The shares of a tenant that has no others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShareLimits {
    pub searches: usize,
    pub imports: usize,
    pub exports: usize,
    pub replies: usize,
    pub spool_bytes: usize,
}

impl ShareLimits {
    fn of(&self, act: Act) -> usize {
        match act {
            Act::Search => self.searches,
            Act::Import => self.imports,
            Act::Export => self.exports,
            Act::Reply => self.replies,
        }
    }
}

/// What a tenant does a few of at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    Search,
    Import,
    Export,
    /// Wait for the chat endpoint that the tenant names.
    Reply,
}

impl Act {
    const ALL: [Self; 4] = [Self::Search, Self::Import, Self::Export, Self::Reply];

    fn plural(self) -> &'static str {
        match self {
            Self::Search => "searches",
            Self::Import => "imports",
            Self::Export => "exports",
            Self::Reply => "replies",
        }
    }

    /// How soon one of those under way is likely to be over.
    fn retry_after(self) -> Duration {
        match self {
            Self::Search => Duration::from_secs(1),
            Self::Import | Self::Export | Self::Reply => Duration::from_secs(10),
        }
    }
}

/// The shares of all tenants on this node; shared by its workers.
pub struct Shares {
    acts: [Arc<Tally<TenantId>>; Act::ALL.len()],
    spool_bytes: Arc<Tally<TenantId>>,
}

impl Shares {
    pub fn new(limits: ShareLimits, metrics: &Metrics) -> Self {
        let tally = |most, detail: String, retry_after, share| {
            let refusal = Refusal::Tenant { detail: detail.into(), retry_after };
            Tally::new(Bound { most, refusal, refusals: metrics.share_refusals(share) }, None, None)
        };
        let acts = Act::ALL.map(|act| {
            let (most, acts) = (limits.of(act), act.plural());
            tally(most, format!("This tenant may have {most} {acts} at a time."), act.retry_after(), acts)
        });
        let most = limits.spool_bytes;
        let detail = format!("The files that this tenant imports at a time may have {most} bytes together.");
        Self { acts, spool_bytes: tally(most, detail, Act::Import.retry_after(), "spool") }
    }

    /// Lets a tenant do one thing more, for as long as the share is kept; 429 where it does as many already as it may.
    pub fn take(&self, tenant: TenantId, act: Act) -> Result<Share<TenantId>, Error> {
        self.acts[act as usize].take(tenant, 1)
    }

    /// The bytes of an empty file of a tenant's. Keep it for as long as there is the file.
    pub fn spool(&self, tenant: TenantId) -> Share<TenantId> {
        self.spool_bytes.none(tenant)
    }
}

#[cfg(test)]
mod tests;
