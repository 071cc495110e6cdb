use std::fmt;

use hkdf::Hkdf;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use super::{ChainedLog, Link, LinkedRow};

/// The key of the chains (HMAC-SHA256). It is never stored in the database.
#[derive(Clone)]
pub struct AuditKey([u8; 32]);

impl AuditKey {
    /// Derives the key (HKDF-SHA256, RFC 5869) from a secret that may serve other ends as well.
    pub fn derive(secret: &[u8]) -> Self {
        let mut key = [0; 32];
        Hkdf::<Sha256>::new(None, secret).expand(b"bulkhead audit v1", &mut key).expect("32 bytes are few enough");
        Self(key)
    }

    /// Tells keys apart without telling anything about them.
    pub(super) fn id(&self) -> [u8; 8] {
        let mut id = [0; 8];
        id.copy_from_slice(&hmac(&self.0, [b"key".as_slice()])[..8]);
        id
    }

    pub(super) fn row(&self, log: &ChainedLog, number: i64, digest: &[u8]) -> LinkedRow {
        let mut mac = [0; 16];
        mac.copy_from_slice(
            &hmac(&self.0, [b"row\0", log.name.as_bytes(), b"\0", &number.to_be_bytes(), digest])[..16],
        );
        LinkedRow { number, mac }
    }

    /// The HMAC over all fields of a link. `previous` follows its length and `rows` comes last, so that no two links
    /// give the same bytes.
    pub(super) fn link(&self, log: &ChainedLog, link: &Link) -> [u8; 32] {
        let linked_at = (link.linked_at.unix_timestamp_nanos() / 1_000).to_be_bytes();
        let numbers = [link.number, link.after_row, link.last_row].map(i64::to_be_bytes);
        let length = (link.previous.len() as u64).to_be_bytes();
        let [number, after_row, last_row] = &numbers;
        hmac(
            &self.0,
            [
                b"link\0",
                log.name.as_bytes(),
                b"\0",
                number,
                &linked_at,
                after_row,
                last_row,
                &length,
                &link.previous,
                &link.rows,
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
