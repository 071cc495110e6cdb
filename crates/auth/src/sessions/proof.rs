use std::fmt;

use time::OffsetDateTime;
use uuid::Uuid;

use super::{SessionLimits, SessionToken};
use crate::SessionId;

/// What a request shows of a session, as the database is asked about it, and the times by which the session is live.
/// Nothing is known of the session yet: each unit of work finds in its own transaction whether it is live.
#[derive(Clone, PartialEq, Eq)]
pub struct SessionProof {
    opener: Opener,
    now: OffsetDateTime,
    idle_since: OffsetDateTime,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Opener {
    /// The SHA-256 of a cookie's token.
    Cookie([u8; 32]),
    /// The session that an access token names, whose signature was verified.
    AccessToken(SessionId),
}

impl SessionProof {
    /// By the token of a cookie.
    pub fn new(token: &SessionToken, limits: &SessionLimits, now: OffsetDateTime) -> Self {
        Self { opener: Opener::Cookie(token.hash()), now, idle_since: limits.idle_since(now) }
    }

    /// By an access token that was verified, or one that was just signed.
    pub(crate) fn of_access_token(session: SessionId, limits: &SessionLimits, now: OffsetDateTime) -> Self {
        Self { opener: Opener::AccessToken(session), now, idle_since: limits.idle_since(now) }
    }

    /// The SHA-256 that the database knows a cookie's token by.
    pub fn token_hash(&self) -> Option<&[u8]> {
        match &self.opener {
            Opener::Cookie(hash) => Some(hash),
            Opener::AccessToken(_) => None,
        }
    }

    /// The session that a verified access token names.
    pub fn session_id(&self) -> Option<Uuid> {
        match self.opener {
            Opener::Cookie(_) => None,
            Opener::AccessToken(id) => Some(id.0),
        }
    }

    /// When the credential was shown.
    pub fn now(&self) -> OffsetDateTime {
        self.now
    }

    /// A session that was last seen at this time or before is over.
    pub fn idle_since(&self) -> OffsetDateTime {
        self.idle_since
    }
}

impl fmt::Debug for SessionProof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SessionProof(..)")
    }
}
