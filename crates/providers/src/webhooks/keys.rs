use std::fmt;
use std::ops::RangeInclusive;

use base::Random;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::SigningKey;

const SECRET: &str = "whsec_";
const KEY: &str = "whsk_";
const PUBLIC_KEY: &str = "whpk_";

/// How many bytes the specification permits a shared secret.
const SECRET_LENGTHS: RangeInclusive<usize> = 24..=64;

/// A secret that an endpoint shares with its receiver: 32 random bytes, written `whsec_` and standard base64.
#[derive(Clone)]
pub struct WebhookSecret(Vec<u8>);

impl WebhookSecret {
    pub fn new(random: &Random) -> Self {
        Self(random.bytes::<32>().to_vec())
    }

    /// Reads what `text` writes; also secrets of 24 to 64 bytes, as others make them.
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = decode(SECRET, text)?;
        SECRET_LENGTHS.contains(&bytes.len()).then_some(Self(bytes))
    }

    pub fn text(&self) -> String {
        encode(SECRET, &self.0)
    }

    pub(super) fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Debug for WebhookSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("WebhookSecret")
    }
}

/// The Ed25519 key (RFC 8032) that signs an endpoint's messages beside the secret. Its receiver knows the public key
/// alone, and so can't sign. Written `whsk_` and the standard base64 of its seed of 32 bytes.
#[derive(Clone)]
pub struct WebhookKey(SigningKey);

impl WebhookKey {
    pub fn new(random: &Random) -> Self {
        Self(SigningKey::from_bytes(&random.bytes()))
    }

    /// Reads what `text` writes.
    pub fn parse(text: &str) -> Option<Self> {
        let seed: [u8; 32] = decode(KEY, text)?.try_into().ok()?;
        Some(Self(SigningKey::from_bytes(&seed)))
    }

    pub fn text(&self) -> String {
        encode(KEY, self.0.as_bytes())
    }

    /// The public key, for the receiver: `whpk_` and the standard base64 of its 32 bytes.
    pub fn public_text(&self) -> String {
        encode(PUBLIC_KEY, self.0.verifying_key().as_bytes())
    }

    pub(super) fn signing_key(&self) -> &SigningKey {
        &self.0
    }
}

impl fmt::Debug for WebhookKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("WebhookKey")
    }
}

fn encode(prefix: &str, bytes: &[u8]) -> String {
    format!("{prefix}{}", STANDARD.encode(bytes))
}

fn decode(prefix: &str, text: &str) -> Option<Vec<u8>> {
    STANDARD.decode(text.strip_prefix(prefix)?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wh_4_secrets_and_keys_have_256_bits_and_differ() {
        let random = Random::system();
        let (secret, key) = (WebhookSecret::new(&random), WebhookKey::new(&random));
        assert_eq!(decode(SECRET, &secret.text()).unwrap().len(), 32);
        assert_eq!(decode(KEY, &key.text()).unwrap().len(), 32);
        assert_ne!(secret.text(), WebhookSecret::new(&random).text());
        assert_ne!(key.text(), WebhookKey::new(&random).text());
    }

    #[test]
    fn what_is_written_is_read_again() {
        let random = Random::seeded(1);
        let (secret, key) = (WebhookSecret::new(&random), WebhookKey::new(&random));
        assert_eq!(WebhookSecret::parse(&secret.text()).unwrap().text(), secret.text());
        let read = WebhookKey::parse(&key.text()).unwrap();
        assert_eq!((read.text(), read.public_text()), (key.text(), key.public_text()));
    }

    #[test]
    fn the_public_keys_of_rfc_8032_follow_from_the_private_ones() {
        // Section 7.1, tests 1, 2 and 3.
        for (seed, public) in [
            (
                "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
                "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
            ),
            (
                "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
                "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
            ),
            (
                "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
                "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
            ),
        ] {
            let key = WebhookKey::parse(&encode(KEY, &hex::decode(seed).unwrap())).unwrap();
            assert_eq!(decode(PUBLIC_KEY, &key.public_text()).unwrap(), hex::decode(public).unwrap());
        }
    }

    #[test]
    fn another_prefix_length_or_alphabet_is_refused() {
        let [short, least, seed, most, long] = [23, 24, 32, 64, 65].map(|length| STANDARD.encode(vec![0xfb; length]));
        for accepted in [&least, &seed, &most] {
            assert!(WebhookSecret::parse(&format!("whsec_{accepted}")).is_some(), "{accepted}");
        }
        for refused in [
            format!("whsec_{short}"),
            format!("whsec_{long}"),
            format!("whsk_{seed}"),
            format!("WHSEC_{seed}"),
            format!(" whsec_{seed}"),
            format!("whsec_{seed}\n"),
            format!("whsec_{}", seed.replace('+', "-").replace('/', "_")),
            format!("whsec_{}", seed.trim_end_matches('=')),
            seed.clone(),
            "whsec_".to_owned(),
            String::new(),
        ] {
            assert!(WebhookSecret::parse(&refused).is_none(), "{refused}");
        }
        assert!(WebhookKey::parse(&format!("whsk_{seed}")).is_some());
        for refused in [
            format!("whsk_{least}"),
            format!("whsk_{most}"),
            format!("whsec_{seed}"),
            format!("whpk_{seed}"),
            format!("whsk_{}", seed.trim_end_matches('=')),
            "whsk_".to_owned(),
        ] {
            assert!(WebhookKey::parse(&refused).is_none(), "{refused}");
        }
    }

    #[test]
    fn wh_4_debug_hides_secrets_and_keys() {
        let random = Random::seeded(2);
        let (secret, key) = (WebhookSecret::new(&random), WebhookKey::new(&random));
        assert_eq!(format!("{secret:?} {key:?}"), "WebhookSecret WebhookKey");
        let signers = super::super::WebhookSigners { secrets: vec![secret], keys: vec![key] };
        assert_eq!(format!("{signers:?}"), "WebhookSigners { secrets: [WebhookSecret], keys: [WebhookKey] }");
    }
}
