//! Encryption of secrets at rest: what the server has to read again, and a copy of the database must not tell.

use std::fmt;

use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{KeyInit, XChaCha20Poly1305, XNonce};
use hkdf::Hkdf;
use hmac::{Hmac, Mac};
use sha2::Sha256;

use crate::Random;

const VERSION: u8 = 1;
const NONCE: usize = 24;

/// Seals and opens secrets (XChaCha20-Poly1305). Cloning shares the key.
#[derive(Clone)]
pub struct Vault {
    cipher: XChaCha20Poly1305,
    mac: Hmac<Sha256>,
}

/// What was sealed can't be opened: another key, another context, or other bytes.
#[derive(Debug, thiserror::Error)]
#[error("a sealed secret can't be opened")]
pub struct UnsealError;

impl Vault {
    /// Derives the keys (HKDF-SHA256, RFC 5869) from a secret that may serve other ends as well.
    pub fn derive(secret: &[u8]) -> Self {
        let keys = Hkdf::<Sha256>::new(None, secret);
        let key = |label: &[u8]| {
            let mut key = [0; 32];
            keys.expand(label, &mut key).expect("32 bytes are few enough");
            key
        };
        Self {
            cipher: XChaCha20Poly1305::new(&key(b"bulkhead vault v1").into()),
            mac: Hmac::new_from_slice(&key(b"bulkhead vault mac v1")).expect("any key will do"),
        }
    }

    /// Fingerprints a secret too short to be hashed without a key (HMAC-SHA256). `context` as for [`Vault::seal`].
    pub(crate) fn mac(&self, context: &str, parts: &[&[u8]]) -> Hmac<Sha256> {
        let mut mac = self.mac.clone();
        for part in [context.as_bytes()].iter().chain(parts) {
            mac.update(&(part.len() as u64).to_be_bytes());
            mac.update(part);
        }
        mac
    }

    /// Encrypts under a random nonce. `context` says what the secret is and whose, and has to be given again to open it, so
    /// that nothing that was sealed for one place opens in another.
    pub fn seal(&self, random: &Random, context: &str, secret: &[u8]) -> Vec<u8> {
        let nonce = random.bytes::<NONCE>();
        let payload = Payload { msg: secret, aad: context.as_bytes() };
        let sealed = self.cipher.encrypt(&XNonce::from(nonce), payload).expect("a secret is shorter than 256 GiB");
        [&[VERSION], nonce.as_slice(), &sealed].concat()
    }

    /// Decrypts what [`Vault::seal`] made.
    pub fn open(&self, context: &str, sealed: &[u8]) -> Result<Vec<u8>, UnsealError> {
        let (version, rest) = sealed.split_first().ok_or(UnsealError)?;
        let (nonce, sealed) = rest.split_first_chunk::<NONCE>().ok_or(UnsealError)?;
        if *version != VERSION {
            return Err(UnsealError);
        }
        let payload = Payload { msg: sealed, aad: context.as_bytes() };
        self.cipher.decrypt(&XNonce::from(*nonce), payload).map_err(|_| UnsealError)
    }
}

impl fmt::Debug for Vault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Vault(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_opens_under_its_key_and_context_only() {
        let (vault, random) = (Vault::derive(b"one key"), Random::seeded(1));
        let sealed = vault.seal(&random, "totp 7", b"secret");
        assert_eq!(vault.open("totp 7", &sealed).unwrap(), b"secret");
        assert!(vault.open("totp 8", &sealed).is_err());
        assert!(Vault::derive(b"another key").open("totp 7", &sealed).is_err());
        for at in 0..sealed.len() {
            let mut altered = sealed.clone();
            altered[at] ^= 1;
            assert!(vault.open("totp 7", &altered).is_err(), "byte {at}");
            assert!(vault.open("totp 7", &sealed[..at]).is_err(), "cut at {at}");
        }
    }

    #[test]
    fn equal_secrets_look_different() {
        let (vault, random) = (Vault::derive(b"one key"), Random::system());
        let sealed = vault.seal(&random, "", b"secret");
        assert_ne!(sealed, vault.seal(&random, "", b"secret"));
        assert!(!sealed.windows(6).any(|window| window == b"secret"));
    }
}
