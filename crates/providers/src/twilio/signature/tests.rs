mod refusals;
mod vectors;

use url::Url;

use super::*;
use crate::redacted::Redacted;
use crate::twilio::{Parameters, PublicOrigin};

const TOKEN: &str = "bulkhead-test-token-0123456789ab";
const PHONE: &str = "https://app.example.com/webhooks/twilio/0195f6f0-0000-7000-8000-000000000001";

const FORM: &str = "application/x-www-form-urlencoded";

/// A request to a URL, with what its signature header says.
#[derive(Clone)]
struct Sent {
    url: String,
    content_type: Option<&'static str>,
    body: Vec<u8>,
    signature: String,
}

impl Sent {
    fn form(url: &str, fields: &[(&str, &str)], signature: &str) -> Self {
        let body = Parameters::new(fields.iter().copied()).encode().into_bytes();
        Self { url: url.to_owned(), content_type: Some(FORM), body, signature: signature.to_owned() }
    }

    /// Verifies as the server does: the origin is configured, path and query come from the request line.
    fn verify(&self, keys: &SigningKeys) -> Result<Authentic, NotAuthentic> {
        self.verify_with(keys, &[self.signature.as_bytes()])
    }

    fn verify_with(&self, keys: &SigningKeys, signatures: &[&[u8]]) -> Result<Authentic, NotAuthentic> {
        let (origin, target) = split(&self.url);
        let webhook = Webhook { origin: &origin, target, content_type: self.content_type, body: &self.body };
        verify(&webhook, signatures.iter().copied(), keys)
    }
}

fn split(url: &str) -> (PublicOrigin, &str) {
    let authority = url.find("://").unwrap() + 3;
    let path = authority + url[authority..].find('/').unwrap();
    (PublicOrigin::of(&url[..path].parse::<Url>().unwrap()).unwrap(), &url[path..])
}

fn keys(token: &str) -> SigningKeys {
    SigningKeys::new(Scheme::AuthToken, Redacted::new(token), None)
}
