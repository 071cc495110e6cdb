use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use super::super::{Parameters, PublicOrigin};
use super::body::covered_parameters;
use super::keys::SigningKeys;
use super::mac::without_fragment;

/// A request that says that it comes from the carrier.
#[derive(Clone, Copy, Debug)]
pub struct Webhook<'a> {
    pub origin: &'a PublicOrigin,
    /// Path and query, byte for byte as the request line had them.
    pub target: &'a str,
    pub content_type: Option<&'a str>,
    /// As it came, nothing decoded.
    pub body: &'a [u8],
}

/// A request whose signature is the carrier's.
#[derive(Debug)]
pub struct Authentic {
    /// The fields of a form; none for a body of another type.
    pub parameters: Parameters,
    /// SHA-256 of what was signed. A repeat of the request has the same, whatever its headers say.
    pub digest: [u8; 32],
}

/// The signature is missing, malformed or another's. Which of them, only an attacker wants to know.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("the request is not signed by the carrier")]
pub struct NotAuthentic;

/// Verifies a request by all values of its signature header, of which there must be exactly one.
///
/// The work depends on the request alone: each key and each form of the URL is tried, also where there is no key.
pub fn verify<'s>(
    webhook: &Webhook<'_>,
    signatures: impl IntoIterator<Item = &'s [u8]>,
    keys: &SigningKeys,
) -> Result<Authentic, NotAuthentic> {
    let target = without_fragment(webhook.target);
    let covered = covered_parameters(target, webhook.content_type, webhook.body);
    let given = only(signatures).and_then(|text| STANDARD.decode(text).ok());
    let given = given.filter(|bytes| bytes.len() == keys.scheme.length());

    let is_well_formed = covered.is_some() & given.is_some();
    let parameters = covered.unwrap_or_default();
    let signature = given.unwrap_or_else(|| vec![0; keys.scheme.length()]);
    let text = parameters.signed_text();
    let mut is_authentic = false;
    for (key, is_key) in keys.all() {
        for origin in webhook.origin.forms() {
            is_authentic |= keys.scheme.is_authentic(key, &[origin, target, &text], &signature) & is_key;
        }
    }
    if !(is_authentic & is_well_formed) {
        return Err(NotAuthentic);
    }
    let signed = Sha256::new().chain_update(webhook.origin.without_port()).chain_update(target).chain_update(text);
    Ok(Authentic { parameters, digest: signed.finalize().into() })
}

fn only<'s>(values: impl IntoIterator<Item = &'s [u8]>) -> Option<&'s [u8]> {
    let mut values = values.into_iter();
    let first = values.next()?;
    values.next().is_none().then_some(first)
}
