use std::sync::Arc;
use std::time::Duration;

use tenancy::TenantId;

use super::{Error, Shares};

/// How soon an import that waits is likely to be over.
const RETRY_AFTER: Duration = Duration::from_secs(10);

/// The bytes of one file of a tenant's. Keep it for as long as there is the file.
#[must_use]
pub struct Spool {
    shares: Arc<Shares>,
    tenant: TenantId,
    bytes: usize,
}

impl Spool {
    pub(super) fn new(shares: Arc<Shares>, tenant: TenantId) -> Self {
        Self { shares, tenant, bytes: 0 }
    }

    /// Makes room for so many bytes more; 429 where the tenant's files would be too large together.
    pub fn reserve(&mut self, bytes: usize) -> Result<(), Error> {
        let limit = self.shares.limits.spool_bytes;
        let mut held = self.shares.held.lock();
        let spooled = &mut held.entry(self.tenant).or_default().spool_bytes;
        if spooled.saturating_add(bytes) > limit {
            drop(held);
            self.shares.release(self.tenant, |_| ());
            self.shares.refused_spool.inc();
            let detail = format!("The files that this tenant imports at a time may have {limit} bytes together.");
            return Err(Error::ShareUsedUp { detail: detail.into(), retry_after: RETRY_AFTER });
        }
        *spooled += bytes;
        self.bytes += bytes;
        Ok(())
    }
}

impl Drop for Spool {
    fn drop(&mut self) {
        self.shares.release(self.tenant, |held| held.spool_bytes -= self.bytes);
    }
}
