//! Encryption at rest, for secrets that the server has to read again.

use std::fmt;

use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{KeyInit, XChaCha20Poly1305, XNonce};
use hkdf::Hkdf;
use hmac::{Hmac, Mac};
use sha2::Sha256;

use crate::Random;

const VERSION: u8 = 1;
const NONCE: usize = 24;

/// Encrypts and decrypts secrets (XChaCha20-Poly1305). Cloning shares the key.
#[derive(Clone)]
pub struct SecretBox {
    cipher: XChaCha20Poly1305,
    mac: Hmac<Sha256>,
}

/// The bytes can't be decrypted: they were altered, or encrypted with another key or in another context.
#[derive(Debug, thiserror::Error)]
#[error("a stored secret can't be decrypted")]
pub struct DecryptError;

impl SecretBox {
    /// Derives the keys (HKDF-SHA256, RFC 5869) from a secret that may have other uses as well.
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

    /// Fingerprints a secret too short to be hashed without a key (HMAC-SHA256). `context` as for
    /// [`SecretBox::encrypt`].
    pub fn mac(&self, context: &str, parts: &[&[u8]]) -> Hmac<Sha256> {
        let mut mac = self.mac.clone();
        for part in [context.as_bytes()].iter().chain(parts) {
            mac.update(&(part.len() as u64).to_be_bytes());
            mac.update(part);
        }
        mac
    }

    /// Encrypts under a random nonce. `context` names the kind and the owner of the secret. Decrypting takes the same
    /// context, so that a stored secret can't be moved to another place.
    pub fn encrypt(&self, random: &Random, context: &str, secret: &[u8]) -> Vec<u8> {
        let nonce = random.bytes::<NONCE>();
        let payload = Payload { msg: secret, aad: context.as_bytes() };
        let encrypted = self.cipher.encrypt(&XNonce::from(nonce), payload).expect("a secret is shorter than 256 GiB");
        [&[VERSION], nonce.as_slice(), &encrypted].concat()
    }

    /// Decrypts what [`SecretBox::encrypt`] made.
    pub fn decrypt(&self, context: &str, encrypted: &[u8]) -> Result<Vec<u8>, DecryptError> {
        let (version, rest) = encrypted.split_first().ok_or(DecryptError)?;
        let (nonce, ciphertext) = rest.split_first_chunk::<NONCE>().ok_or(DecryptError)?;
        if *version != VERSION {
            return Err(DecryptError);
        }
        let payload = Payload { msg: ciphertext, aad: context.as_bytes() };
        self.cipher.decrypt(&XNonce::from(*nonce), payload).map_err(|_| DecryptError)
    }
}

impl fmt::Debug for SecretBox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretBox(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_decrypted_under_its_key_and_context_only() {
        let (secret_box, random) = (SecretBox::derive(b"one key"), Random::seeded(1));
        let encrypted = secret_box.encrypt(&random, "totp 7", b"secret");
        assert_eq!(secret_box.decrypt("totp 7", &encrypted).unwrap(), b"secret");
        assert!(secret_box.decrypt("totp 8", &encrypted).is_err());
        assert!(SecretBox::derive(b"another key").decrypt("totp 7", &encrypted).is_err());
        for at in 0..encrypted.len() {
            let mut altered = encrypted.clone();
            altered[at] ^= 1;
            assert!(secret_box.decrypt("totp 7", &altered).is_err(), "byte {at}");
            assert!(secret_box.decrypt("totp 7", &encrypted[..at]).is_err(), "cut at {at}");
        }
    }

    #[test]
    fn equal_secrets_look_different() {
        let (secret_box, random) = (SecretBox::derive(b"one key"), Random::system());
        let encrypted = secret_box.encrypt(&random, "", b"secret");
        assert_ne!(encrypted, secret_box.encrypt(&random, "", b"secret"));
        assert!(!encrypted.windows(6).any(|window| window == b"secret"));
    }
}
