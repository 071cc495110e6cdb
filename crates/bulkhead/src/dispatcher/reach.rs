//! The carrier of a phone, and how long to wait for it.

use std::time::Duration;

use domain::attempts::{Sender, backoff};
use providers::twilio::carrier::{Account, Carrier, CarrierError};
use tenancy::TenantId;

use super::DispatcherParts;

/// Why a carrier didn't say what it was asked.
#[derive(Debug, thiserror::Error)]
pub(super) enum AskError {
    #[error("the carrier can't be reached: {0}")]
    Unreachable(&'static str),
    #[error(transparent)]
    Carrier(#[from] CarrierError),
    #[error(transparent)]
    Tenancy(#[from] tenancy::Error),
}

impl DispatcherParts {
    /// The carrier of a phone, and the account to ask it with.
    pub(super) async fn reach(&self, tenant_id: TenantId, sender: &Sender) -> Result<(&Carrier, Account), AskError> {
        let account = self.carriers.account(&self.secret_box, tenant_id, sender).map_err(AskError::Unreachable)?;
        let carrier = self.carriers.reach(sender, &account, &self.public_origin).await;
        Ok((carrier.map_err(AskError::Unreachable)?, account))
    }

    /// How long to wait after so many requests in vain.
    pub(super) fn wait_after(&self, tries: u8) -> Duration {
        let jitter = f64::from(u16::from_le_bytes(self.random.bytes())) / f64::from(u16::MAX);
        backoff(tries, jitter)
    }
}
