use super::mac::Scheme;
use crate::redacted::Redacted;

/// The keys by which a phone's webhooks may be signed: its auth token, and for a time after a replacement the one before.
#[derive(Clone, Debug)]
pub struct SigningKeys {
    pub(super) scheme: Scheme,
    keys: [Option<Redacted>; 2],
}

/// Stands where a key is missing, so that a verification takes as long as with one. Nothing verifies by it.
const PLACEHOLDER: &[u8] = b"bulkhead: no signature is made with this";

impl SigningKeys {
    /// An empty token is none.
    pub fn new(scheme: Scheme, current: Redacted, previous: Option<Redacted>) -> Self {
        Self { scheme, keys: [Some(current), previous].map(|key| key.filter(|key| !key.expose().is_empty())) }
    }

    /// For a phone that doesn't exist: [`verify`](fn@super::verify) does the same work and refuses.
    pub fn none() -> Self {
        Self { scheme: Scheme::AuthToken, keys: [None, None] }
    }

    /// The bytes of each key, and whether it is one.
    pub(super) fn all(&self) -> [(&[u8], bool); 2] {
        self.keys.each_ref().map(|key| match key {
            Some(key) => (key.expose().as_bytes(), true),
            None => (PLACEHOLDER, false),
        })
    }
}
