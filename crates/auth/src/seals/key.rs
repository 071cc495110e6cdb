use std::fmt;

use hkdf::Hkdf;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use super::{Log, Seal, SealedRow};

/// What logs are sealed with. The database doesn't know it.
#[derive(Clone)]
pub struct AuditKey([u8; 32]);

impl AuditKey {
    /// Derives the key (HKDF-SHA256, RFC 5869) from a secret that may serve other ends as well.
    pub fn derive(secret: &[u8]) -> Self {
        let mut key = [0; 32];
        Hkdf::<Sha256>::new(None, secret).expand(b"bulkhead audit v1", &mut key).expect("32 bytes are few enough");
        Self(key)
    }

    /// Tells keys apart, and nothing about them.
    pub(super) fn id(&self) -> [u8; 8] {
        let mut id = [0; 8];
        id.copy_from_slice(&hmac(&self.0, [b"key".as_slice()])[..8]);
        id
    }

    pub(super) fn row(&self, log: &Log, number: i64, digest: &[u8]) -> SealedRow {
        let mut mac = [0; 16];
        mac.copy_from_slice(
            &hmac(&self.0, [b"row\0", log.name.as_bytes(), b"\0", &number.to_be_bytes(), digest])[..16],
        );
        SealedRow { number, mac }
    }

    /// Over everything that a seal says. The parts of no fixed length come last but one, after their length, and last.
    pub(super) fn seal(&self, log: &Log, seal: &Seal) -> [u8; 32] {
        let sealed_at = (seal.sealed_at.unix_timestamp_nanos() / 1_000).to_be_bytes();
        let numbers = [seal.number, seal.after_row, seal.last_row].map(i64::to_be_bytes);
        let length = (seal.previous.len() as u64).to_be_bytes();
        let [number, after_row, last_row] = &numbers;
        hmac(
            &self.0,
            [
                b"seal\0",
                log.name.as_bytes(),
                b"\0",
                number,
                &sealed_at,
                after_row,
                last_row,
                &length,
                &seal.previous,
                &seal.rows,
            ],
        )
    }
}

impl fmt::Debug for AuditKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AuditKey")
    }
}

fn hmac<'a>(key: &[u8; 32], parts: impl IntoIterator<Item = &'a [u8]>) -> [u8; 32] {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes a key of any length");
    for part in parts {
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_stays_the_same_over_releases() {
        assert_eq!(
            hex::encode(AuditKey::derive(b"secret").0),
            "1264ea8bebe952a2978601f3e6d812a62561ea4b2c069e67bc976512b1562238"
        );
        assert_ne!(AuditKey::derive(b"secret").id(), AuditKey::derive(b"other").id());
        assert_eq!(format!("{:?}", AuditKey::derive(b"secret")), "AuditKey");
    }
}
