use base::jobs::JobQueue;
use base::{Clock, KeyedSemaphore, Pool, Random, SecretBox};

use crate::attempts::AttemptLimits;
use crate::device::DeviceKey;
use crate::outbox::Dropped;
use crate::passkeys::RelyingParty;
use crate::sessions::SessionLimits;
use crate::{Hasher, Issuer};

/// What the operations of this crate work with. Cloning shares all of it; [`Auth::with_pool`] shares all but the pool.
#[derive(Clone)]
pub struct Auth {
    pub pool: Pool,
    pub hasher: Hasher,
    pub clock: Clock,
    pub random: Random,
    pub session_limits: SessionLimits,
    pub attempt_limits: AttemptLimits,
    pub device_key: DeviceKey,
    pub sign_in_permits: KeyedSemaphore,
    pub secret_box: SecretBox,
    pub relying_party: RelyingParty,
    /// Whether a sign-in by password needs a confirmed address.
    pub verified_only: bool,
    pub issuer: Issuer,
    /// Takes background work, as messages.
    pub jobs: JobQueue,
    /// Counts messages that a limit has dropped.
    pub dropped: Dropped,
}

impl Auth {
    /// The same with a pool of its own, for another thread.
    #[must_use]
    pub fn with_pool(&self, pool: Pool) -> Self {
        Self { pool, ..self.clone() }
    }
}
