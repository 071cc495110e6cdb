use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;
use sha2::Sha256;

use super::super::Parameters;

/// The hash of a signature. The keeper of the key knows it; a request's header never chooses it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheme {
    /// HMAC-SHA1 by the account's auth token (`X-Twilio-Signature`).
    AuthToken,
    /// HMAC-SHA256 by a key of its own (`X-Twilio-Webhooks-Signature-Settings: …,algorithm=HMAC_SHA256`).
    SharedKey,
}

impl Scheme {
    /// Bytes of a signature, before base64.
    pub(super) fn length(self) -> usize {
        match self {
            Self::AuthToken => 20,
            Self::SharedKey => 32,
        }
    }

    /// Compares in constant time.
    pub(super) fn is_authentic(self, key: &[u8], text: &[&str], signature: &[u8]) -> bool {
        match self {
            Self::AuthToken => keyed::<Hmac<Sha1>>(key, text).verify_slice(signature).is_ok(),
            Self::SharedKey => keyed::<Hmac<Sha256>>(key, text).verify_slice(signature).is_ok(),
        }
    }

    fn mac(self, key: &[u8], text: &[&str]) -> Vec<u8> {
        match self {
            Self::AuthToken => keyed::<Hmac<Sha1>>(key, text).finalize().into_bytes().to_vec(),
            Self::SharedKey => keyed::<Hmac<Sha256>>(key, text).finalize().into_bytes().to_vec(),
        }
    }
}

#[cfg(test)]
std::thread_local! {
    /// MACs that this thread has begun, and the bytes that they cover: the work of a verification.
    pub(super) static WORK: std::cell::Cell<(usize, usize)> = const { std::cell::Cell::new((0, 0)) };
}

fn keyed<M: Mac + KeyInit>(key: &[u8], text: &[&str]) -> M {
    #[cfg(test)]
    WORK.with(|work| {
        let (macs, bytes) = work.get();
        work.set((macs + 1, bytes + text.iter().map(|part| part.len()).sum::<usize>()));
    });
    let mut mac = <M as KeyInit>::new_from_slice(key).expect("HMAC takes a key of any length");
    for part in text {
        mac.update(part.as_bytes());
    }
    mac
}

/// The signature that the carrier sends with a request to `url`, whose fragment it leaves out.
pub fn sign(scheme: Scheme, key: &str, url: &str, parameters: &Parameters) -> String {
    let url = without_fragment(url);
    STANDARD.encode(scheme.mac(key.as_bytes(), &[url, &parameters.signed_text()]))
}

pub(super) fn without_fragment(url: &str) -> &str {
    url.split_once('#').map_or(url, |(url, _)| url)
}
