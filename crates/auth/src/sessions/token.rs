use std::fmt;

use base::Random;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

/// What opens a session: 256 random bits, in the cookie and nowhere else. Never printed; the database has its hash.
#[derive(Clone, PartialEq, Eq)]
pub struct SessionToken(String);

impl SessionToken {
    pub(crate) fn issue(random: &Random) -> Self {
        Self(random.token())
    }

    /// A token that a request brought; `None` for what can't be one.
    pub fn parse(raw: &str) -> Option<Self> {
        let bytes = URL_SAFE_NO_PAD.decode(raw).ok()?;
        (bytes.len() == 32).then(|| Self(raw.to_owned()))
    }

    /// For the cookie.
    pub fn into_string(self) -> String {
        self.0
    }

    pub(crate) fn hash(&self) -> [u8; 32] {
        Sha256::digest(self.0.as_bytes()).into()
    }
}

impl fmt::Debug for SessionToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SessionToken(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ses_3_only_256_bits_can_be_a_token() {
        let token = SessionToken::issue(&Random::system());
        assert_eq!(SessionToken::parse(&token.clone().into_string()), Some(token.clone()));
        assert_eq!(format!("{token:?}"), "SessionToken(..)");
        for wrong in ["", "a", &"A".repeat(42), &"A".repeat(44), &"*".repeat(43), &"B".repeat(43)] {
            assert_eq!(SessionToken::parse(wrong), None, "{wrong}");
        }
    }
}
