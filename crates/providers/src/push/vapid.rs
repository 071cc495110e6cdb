//! By which key a push service recognises this server (VAPID, RFC 8292).

use std::fmt;
use std::time::Duration;

use base::Random;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use p256::SecretKey;
use p256::ecdsa::signature::Signer;
use p256::ecdsa::{Signature, SigningKey};
use serde::Serialize;
use time::OffsetDateTime;
use url::Url;

use super::keys::{point_bytes, private_key};

/// How long a token counts. The standard permits 24 hours at most.
const LIFETIME: Duration = Duration::from_hours(12);

/// An ECDSA key on P-256. Browsers bind a subscription to the public key, so an installation has one for good.
#[derive(Clone)]
pub struct VapidKey(SecretKey);

/// Where a push service's maker reaches the operator of this server: a `mailto:` or `https:` URL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VapidContact(String);

#[derive(Serialize)]
struct Header {
    typ: &'static str,
    alg: &'static str,
}

#[derive(Serialize)]
struct Claims<'a> {
    aud: String,
    /// Unix seconds.
    exp: i64,
    sub: &'a str,
}

impl VapidKey {
    pub fn new(random: &Random) -> Self {
        Self(private_key(random))
    }

    /// Reads what `to_bytes` writes: the private key's 32 bytes.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let bytes: &[u8; 32] = bytes.try_into().ok()?;
        SecretKey::from_slice(bytes).ok().map(Self)
    }

    pub fn to_bytes(&self) -> [u8; 32] {
        self.0.to_bytes().into()
    }

    /// The public key as browsers take it for `applicationServerKey`: base64url of 65 bytes.
    pub fn public_text(&self) -> String {
        URL_SAFE_NO_PAD.encode(point_bytes(&self.0.public_key()))
    }

    /// The value of `Authorization` for a request to this endpoint. The token in it counts 12 hours from `now`, and for
    /// the endpoint's origin alone.
    pub(super) fn authorization(&self, endpoint: &Url, contact: &VapidContact, now: OffsetDateTime) -> String {
        let claims = Claims {
            aud: endpoint.origin().ascii_serialization(),
            exp: (now + LIFETIME).unix_timestamp(),
            sub: &contact.0,
        };
        let signed = format!("{}.{}", part(&Header { typ: "JWT", alg: "ES256" }), part(&claims));
        let signature: Signature = SigningKey::from(&self.0).sign(signed.as_bytes());
        let signature = URL_SAFE_NO_PAD.encode(signature.to_bytes());
        format!("vapid t={signed}.{signature}, k={}", self.public_text())
    }
}

fn part(content: &impl Serialize) -> String {
    URL_SAFE_NO_PAD.encode(serde_json::to_vec(content).expect("texts and numbers are JSON"))
}

impl fmt::Debug for VapidKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("VapidKey")
    }
}

impl VapidContact {
    /// `None` of another URL than RFC 8292 permits (2.1).
    pub fn parse(text: &str) -> Option<Self> {
        let url = Url::parse(text).ok()?;
        let is_permitted = match url.scheme() {
            "mailto" => url.path().contains('@'),
            "https" => true,
            _ => false,
        };
        is_permitted.then(|| Self(url.into()))
    }
}

#[cfg(test)]
mod tests {
    use p256::ecdsa::signature::Verifier;
    use p256::ecdsa::{Signature, VerifyingKey};
    use serde_json::{Value, json};
    use time::macros::datetime;

    use super::*;

    const NOW: OffsetDateTime = datetime!(2026-12-01 12:00 UTC);
    const ENDPOINT: &str = "https://fcm.googleapis.com/fcm/send/abc?x=1";

    fn authorization(key: &VapidKey, endpoint: &str) -> String {
        let contact = VapidContact::parse("mailto:ops@example.com").unwrap();
        key.authorization(&endpoint.parse().unwrap(), &contact, NOW)
    }

    /// Header and claims of a token whose signature verifies by the key beside it, as a push service has it.
    fn verified(authorization: &str) -> Option<[Value; 2]> {
        let (token, key) = authorization.strip_prefix("vapid t=")?.split_once(", k=")?;
        let (signed, signature) = token.rsplit_once('.')?;
        let key = VerifyingKey::from_sec1_bytes(&URL_SAFE_NO_PAD.decode(key).ok()?).ok()?;
        let signature = Signature::from_slice(&URL_SAFE_NO_PAD.decode(signature).ok()?).ok()?;
        key.verify(signed.as_bytes(), &signature).ok()?;
        let (header, claims) = signed.split_once('.')?;
        Some([header, claims].map(|part| serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).unwrap()).unwrap()))
    }

    #[test]
    fn b_8_a_token_verifies_and_names_origin_end_and_contact() {
        let key = VapidKey::new(&Random::seeded(1));
        let authorization = authorization(&key, ENDPOINT);
        let [header, claims] = verified(&authorization).unwrap();
        assert_eq!(header, json!({"typ": "JWT", "alg": "ES256"}));
        assert_eq!(
            claims,
            json!({
                "aud": "https://fcm.googleapis.com",
                "exp": datetime!(2026-12-02 0:00 UTC).unix_timestamp(),
                "sub": "mailto:ops@example.com"
            })
        );
        assert!(claims["exp"].as_i64().unwrap() <= (NOW + Duration::from_hours(24)).unix_timestamp());
        assert!(authorization.ends_with(&format!(", k={}", key.public_text())));
    }

    #[test]
    fn b_8_another_origin_has_another_audience() {
        let key = VapidKey::new(&Random::seeded(2));
        for (endpoint, audience) in [
            ("https://web.push.apple.com/abc", "https://web.push.apple.com"),
            ("https://web.push.apple.com:443/abc", "https://web.push.apple.com"),
            ("http://127.0.0.1:9000/abc", "http://127.0.0.1:9000"),
        ] {
            assert_eq!(verified(&authorization(&key, endpoint)).unwrap()[1]["aud"], audience);
        }
    }

    #[test]
    fn b_8_a_token_that_was_changed_or_that_another_key_signed_does_not_verify() {
        let (key, other) = (VapidKey::new(&Random::seeded(3)), VapidKey::new(&Random::seeded(4)));
        let genuine = authorization(&key, ENDPOINT);
        let foreign = genuine.replace(&key.public_text(), &other.public_text());
        let claims = |text: &str| URL_SAFE_NO_PAD.encode(text);
        let changed = format!(
            "vapid t={}.{}.{}",
            claims(r#"{"typ":"JWT","alg":"ES256"}"#),
            claims(r#"{"aud":"https://web.push.apple.com","exp":99999999999,"sub":"mailto:ops@example.com"}"#),
            genuine.rsplit_once('.').unwrap().1
        );
        assert!(verified(&genuine).is_some());
        assert!(verified(&foreign).is_none() && verified(&changed).is_none());
    }

    #[test]
    fn a_key_is_read_as_it_was_written_and_debug_hides_it() {
        let key = VapidKey::new(&Random::seeded(5));
        let read = VapidKey::from_bytes(&key.to_bytes()).unwrap();
        assert_eq!((read.to_bytes(), read.public_text()), (key.to_bytes(), key.public_text()));
        assert_eq!(URL_SAFE_NO_PAD.decode(key.public_text()).unwrap().len(), 65);
        assert_eq!(format!("{key:?}"), "VapidKey");
        for bytes in [[0; 32].as_slice(), &[0xff; 32], &[1; 31], &[1; 33], &[]] {
            assert!(VapidKey::from_bytes(bytes).is_none());
        }
    }

    #[test]
    fn a_contact_is_an_address_or_a_page() {
        for text in ["mailto:ops@example.com", "https://example.com/contact"] {
            assert!(VapidContact::parse(text).is_some(), "{text}");
        }
        for text in ["ops@example.com", "mailto:", "mailto:ops", "http://example.com", "tel:+1", ""] {
            assert!(VapidContact::parse(text).is_none(), "{text}");
        }
    }
}
