use std::fmt;

use base::Random;

use crate::SessionToken;

/// What renews a session once: 256 random bits. Never printed; the database has its hash.
#[derive(Clone, PartialEq, Eq)]
pub struct RefreshToken(SessionToken);

impl RefreshToken {
    pub(super) fn issue(random: &Random) -> Self {
        Self(SessionToken::issue(random))
    }

    /// A token that a request brought; `None` for what can't be one.
    pub fn parse(raw: &str) -> Option<Self> {
        SessionToken::parse(raw).map(Self)
    }

    /// For the client.
    pub fn into_string(self) -> String {
        self.0.into_string()
    }

    pub(crate) fn hash(&self) -> [u8; 32] {
        self.0.hash()
    }
}

impl fmt::Debug for RefreshToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RefreshToken(..)")
    }
}
