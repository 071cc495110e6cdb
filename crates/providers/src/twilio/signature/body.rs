use sha2::{Digest, Sha256};

use super::super::Parameters;

/// The name of a query parameter with the SHA-256 of a body that is no form.
const BODY_HASH: &str = "bodySHA256";

/// The fields that a body adds to the signed text. `None` where the signature can't cover the body: a form that is no
/// UTF-8, or another body without its hash in the URL.
pub(super) fn covered_parameters(target: &str, content_type: Option<&str>, body: &[u8]) -> Option<Parameters> {
    if is_form(content_type) {
        return Parameters::parse(body).ok();
    }
    let query = target.split_once('?').map_or("", |(_, query)| query);
    let query = Parameters::parse(query.as_bytes()).ok()?;
    let mut hashes = query.all(BODY_HASH);
    match (hashes.next(), hashes.next()) {
        (None, _) => body.is_empty().then(Parameters::default),
        (Some(hash), None) => (hash == hex::encode(Sha256::digest(body))).then(Parameters::default),
        (Some(_), Some(_)) => None,
    }
}

fn is_form(content_type: Option<&str>) -> bool {
    let essence = content_type.unwrap_or_default().split(';').next().unwrap_or_default();
    essence.trim().eq_ignore_ascii_case("application/x-www-form-urlencoded")
}
