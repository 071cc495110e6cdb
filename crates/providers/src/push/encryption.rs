//! Message encryption for web push (RFC 8291): the content coding aes128gcm (RFC 8188) with one record.

use aes_gcm::aead::{Aead, KeyInit};
use aes_gcm::{Aes128Gcm, Nonce};
use hkdf::Hkdf;
use p256::SecretKey;
use sha2::Sha256;

use super::keys::{POINT, PushSubscriptionKeys, point_bytes};

/// The longest payload that is sent, in bytes. Shorter ones are padded, so that a body's length tells nothing.
pub const LONGEST_PUSH_PAYLOAD: usize = 1_024;

/// The bytes of each body. Push services take 4,096, and some browsers about 3,000.
pub const PUSH_BODY_LENGTH: usize = HEADER + LONGEST_PUSH_PAYLOAD + DELIMITER.len() + TAG;

/// The record size that a header names, in bytes: more than a body has, and the most that a push service must take.
const RECORD: u32 = 4_096;

/// Salt, record size, length of the key's id, key.
const HEADER: usize = 16 + 4 + KEY_LENGTH.len() + POINT;

/// Of the key that a header names: an uncompressed point.
const KEY_LENGTH: [u8; 1] = [65];

/// Ends the payload of the last record, before its padding.
const DELIMITER: [u8; 1] = [2];

const TAG: usize = 16;

/// A body of [`PUSH_BODY_LENGTH`] bytes that the subscription's browser decrypts; `None` of a payload that is longer than
/// it may be. Salt and `ephemeral` key are new for each message.
pub(super) fn encrypt(
    payload: &[u8],
    keys: &PushSubscriptionKeys,
    salt: [u8; 16],
    ephemeral: &SecretKey,
) -> Option<Vec<u8>> {
    let padding = LONGEST_PUSH_PAYLOAD.checked_sub(payload.len())?;
    Some(encrypt_padded(payload, padding, keys, salt, ephemeral))
}

fn encrypt_padded(
    payload: &[u8],
    padding: usize,
    keys: &PushSubscriptionKeys,
    salt: [u8; 16],
    ephemeral: &SecretKey,
) -> Vec<u8> {
    let public = point_bytes(&ephemeral.public_key());
    let (key, nonce) = key_and_nonce(keys, salt, ephemeral, &public);
    let plaintext = [payload, &DELIMITER, &vec![0; padding]].concat();
    let encrypted = Aes128Gcm::new(&key.into())
        .encrypt(&Nonce::from(nonce), plaintext.as_slice())
        .expect("a record is shorter than 64 GiB");
    [&salt, RECORD.to_be_bytes().as_slice(), &KEY_LENGTH, &public, &encrypted].concat()
}

/// RFC 8291, 3.4.
fn key_and_nonce(
    keys: &PushSubscriptionKeys,
    salt: [u8; 16],
    ephemeral: &SecretKey,
    public: &[u8],
) -> ([u8; 16], [u8; 12]) {
    let shared = ephemeral.diffie_hellman(&keys.p256dh);
    let info = [b"WebPush: info\0".as_slice(), &point_bytes(&keys.p256dh), public].concat();
    let input: [u8; 32] = derive(&keys.auth, shared.raw_secret_bytes(), &info);
    (derive(&salt, &input, b"Content-Encoding: aes128gcm\0"), derive(&salt, &input, b"Content-Encoding: nonce\0"))
}

fn derive<const N: usize>(salt: &[u8], secret: &[u8], info: &[u8]) -> [u8; N] {
    let mut derived = [0; N];
    Hkdf::<Sha256>::new(Some(salt), secret).expand(info, &mut derived).expect("a key is short enough");
    derived
}

#[cfg(test)]
mod tests;
