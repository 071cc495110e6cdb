//! Known devices: the owner gets in while an attacker is guessing (LOG-3).
//!
//! A device that a user signed in on gets a token, bound to the user and to the password of that time. Attempts with it
//! are counted by themselves, so guesses from elsewhere can't use up the owner's. The token opens nothing. It is
//! OWASP's device cookie: signed, and stored nowhere.

use std::fmt;

use base::Random;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256, Sha512};
use time::OffsetDateTime;

use crate::UserId;

const NONCE: usize = 16;
const SIGNATURE: usize = 32;

/// Signs the tokens of known devices.
#[derive(Clone)]
pub struct DeviceKey([u8; 64]);

/// What the device keeps. Of use only to count its attempts apart. Never printed.
#[derive(Clone, PartialEq, Eq)]
pub struct DeviceToken(String);

impl DeviceToken {
    /// The token that a request brought, whatever it says.
    pub fn from_request(raw: impl Into<String>) -> Self {
        Self(raw.into())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What the attempts of this device are counted by.
    pub(crate) fn fingerprint(&self) -> [u8; 32] {
        Sha256::digest(self.0.as_bytes()).into()
    }
}

impl fmt::Debug for DeviceToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DeviceToken(..)")
    }
}

impl DeviceKey {
    /// Derives the key from a secret that serves other ends as well.
    pub fn derive(secret: &[u8]) -> Self {
        Self(Sha512::new().chain_update(b"known device v1").chain_update(secret).finalize().into())
    }

    pub(crate) fn issue(&self, random: &Random, user_id: UserId, password_changed_at: OffsetDateTime) -> DeviceToken {
        let nonce = random.bytes::<NONCE>();
        let mut token = nonce.to_vec();
        token.extend(self.mac(&nonce, user_id, password_changed_at).finalize().into_bytes());
        DeviceToken(URL_SAFE_NO_PAD.encode(token))
    }

    pub(crate) fn knows(&self, token: &DeviceToken, user_id: UserId, password_changed_at: OffsetDateTime) -> bool {
        let Ok(token) = URL_SAFE_NO_PAD.decode(&token.0) else { return false };
        if token.len() != NONCE + SIGNATURE {
            return false;
        }
        let (nonce, signature) = token.split_at(NONCE);
        self.mac(nonce, user_id, password_changed_at).verify_slice(signature).is_ok()
    }

    fn mac(&self, nonce: &[u8], user_id: UserId, password_changed_at: OffsetDateTime) -> Hmac<Sha256> {
        let mut mac = Hmac::<Sha256>::new(&self.0.into());
        mac.update(nonce);
        mac.update(user_id.0.as_bytes());
        mac.update(&password_changed_at.unix_timestamp_nanos().to_be_bytes());
        mac
    }
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;
    use uuid::Uuid;

    use super::*;

    #[test]
    fn log_3_a_device_is_known_for_its_user_and_password_only() {
        let (key, random) = (DeviceKey::derive(b"secret"), Random::seeded(1));
        let (ann, bob) = (UserId(Uuid::from_u128(1)), UserId(Uuid::from_u128(2)));
        let (then, later) = (datetime!(2030-01-01 0:00 UTC), datetime!(2030-01-02 0:00 UTC));
        let token = key.issue(&random, ann, then);
        assert!(key.knows(&token, ann, then));
        assert!(!key.knows(&token, bob, then));
        assert!(!key.knows(&token, ann, later));
        assert!(!DeviceKey::derive(b"other").knows(&token, ann, then));
        for forged in ["", "x", &token.as_str()[1..], &"A".repeat(64), &"ü".repeat(40)] {
            assert!(!key.knows(&DeviceToken::from_request(forged), ann, then), "{forged}");
        }
        // A padded or extended spelling would have a count of its own.
        for suffix in ["=", "A", "AAAA", " "] {
            assert!(!key.knows(&DeviceToken::from_request(format!("{}{suffix}", token.as_str())), ann, then));
        }
    }
}
