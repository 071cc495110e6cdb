use std::fmt;

use time::OffsetDateTime;

use super::{SessionLimits, SessionToken};

/// A session's token as the database is asked about it, and the times by which the session is live. Nothing is known of
/// the session yet: whether it is live is found by the statement that does the work.
#[derive(Clone, PartialEq, Eq)]
pub struct SessionProof {
    token_hash: [u8; 32],
    now: OffsetDateTime,
    idle_since: OffsetDateTime,
}

impl SessionProof {
    pub fn new(token: &SessionToken, limits: &SessionLimits, now: OffsetDateTime) -> Self {
        Self { token_hash: token.hash(), now, idle_since: limits.idle_since(now) }
    }

    /// The SHA-256 that the database knows the token by.
    pub fn token_hash(&self) -> &[u8] {
        &self.token_hash
    }

    /// When the token was shown.
    pub fn now(&self) -> OffsetDateTime {
        self.now
    }

    /// Whoever was last seen at this time or before is gone.
    pub fn idle_since(&self) -> OffsetDateTime {
        self.idle_since
    }
}

impl fmt::Debug for SessionProof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SessionProof(..)")
    }
}
