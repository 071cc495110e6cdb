use std::fmt;

use base::Random;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use p256::elliptic_curve::sec1::ToSec1Point;
use p256::{PublicKey, SecretKey};

/// The bytes of a point of P-256 that isn't compressed (SEC 1, 2.3.3).
pub(super) const POINT: usize = 65;

/// What a browser gives with its subscription, for messages to it (RFC 8291, 2): its public key, and a secret.
#[derive(Clone)]
pub struct PushSubscriptionKeys {
    pub(super) p256dh: PublicKey,
    pub(super) auth: [u8; 16],
}

/// Which of a subscription's keys can't be used. The text completes a sentence about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PushKeysError {
    #[error("must be a point of P-256: 65 bytes in base64url")]
    P256dh,
    #[error("must be 16 bytes in base64url")]
    Auth,
}

impl PushSubscriptionKeys {
    /// Reads `keys` of the browser's `PushSubscription.toJSON()`: base64url without padding. A point beside the curve is
    /// refused.
    pub fn parse(p256dh: &str, auth: &str) -> Result<Self, PushKeysError> {
        let p256dh =
            URL_SAFE_NO_PAD.decode(p256dh).ok().and_then(|bytes| point(&bytes)).ok_or(PushKeysError::P256dh)?;
        let auth = URL_SAFE_NO_PAD.decode(auth).ok().and_then(|bytes| bytes.try_into().ok());
        Ok(Self { p256dh, auth: auth.ok_or(PushKeysError::Auth)? })
    }
}

impl fmt::Debug for PushSubscriptionKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PushSubscriptionKeys")
    }
}

fn point(bytes: &[u8]) -> Option<PublicKey> {
    if bytes.len() != POINT {
        return None;
    }
    PublicKey::from_sec1_bytes(bytes).ok()
}

pub(super) fn point_bytes(key: &PublicKey) -> [u8; POINT] {
    key.to_sec1_point(false).as_bytes().try_into().expect("a point that isn't compressed has 65 bytes")
}

/// A new private key. Almost every 32 bytes are one.
pub(super) fn private_key(random: &Random) -> SecretKey {
    loop {
        if let Ok(key) = SecretKey::from_slice(&random.bytes::<32>()) {
            return key;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const P256DH: &str = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
    const AUTH: &str = "BTBZMqHH6r4Tts7J_aSIgg";

    fn refusal(p256dh: &str, auth: &str) -> PushKeysError {
        PushSubscriptionKeys::parse(p256dh, auth).expect_err(p256dh)
    }

    #[test]
    fn keys_of_a_browser_are_read_and_debug_hides_them() {
        let keys = PushSubscriptionKeys::parse(P256DH, AUTH).unwrap();
        assert_eq!(URL_SAFE_NO_PAD.encode(point_bytes(&keys.p256dh)), P256DH);
        assert_eq!(URL_SAFE_NO_PAD.encode(keys.auth), AUTH);
        assert_eq!(format!("{keys:?}"), "PushSubscriptionKeys");
    }

    /// A point of another curve would reveal the private key bit by bit, if it were multiplied with it.
    #[test]
    fn what_is_no_point_of_the_curve_is_refused() {
        let whole = URL_SAFE_NO_PAD.decode(P256DH).unwrap();
        let mut beside = whole.clone();
        beside[64] ^= 1;
        let key = PublicKey::from_sec1_bytes(&whole).unwrap();
        let compressed = key.to_sec1_point(true).as_bytes().to_vec();
        let hybrid = [&[0x06], &whole[1..]].concat();
        let infinity = vec![0; POINT];
        for bytes in [beside, compressed, hybrid, infinity, vec![0], whole[..64].to_vec(), Vec::new()] {
            assert_eq!(refusal(&URL_SAFE_NO_PAD.encode(bytes), AUTH), PushKeysError::P256dh);
        }
        for text in [format!("{P256DH}="), P256DH.replace('_', "/"), format!(" {P256DH}")] {
            assert_eq!(refusal(&text, AUTH), PushKeysError::P256dh, "{text}");
        }
    }

    #[test]
    fn a_secret_of_another_length_or_alphabet_is_refused() {
        for bytes in [0, 15, 17, 32] {
            assert_eq!(refusal(P256DH, &URL_SAFE_NO_PAD.encode(vec![7; bytes])), PushKeysError::Auth);
        }
        assert_eq!(refusal(P256DH, &AUTH.replace('_', "/")), PushKeysError::Auth);
    }

    #[test]
    fn private_keys_differ() {
        let random = Random::system();
        assert_ne!(private_key(&random).to_bytes(), private_key(&random).to_bytes());
    }
}
