use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::Signer;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use super::{WebhookKey, WebhookSecret};

/// What signs an endpoint's messages, newest first. During a rotation the old secret and key sign as well, so that a
/// receiver may change to the new ones at any time.
#[derive(Clone, Debug)]
pub struct WebhookSigners {
    pub secrets: Vec<WebhookSecret>,
    pub keys: Vec<WebhookKey>,
}

impl WebhookSigners {
    /// The value of `webhook-signature`: of each secret `v1,` with the HMAC-SHA256, then of each key `v1a,` with the
    /// Ed25519 signature, in base64 and apart by spaces. The timestamp is in Unix seconds; the id has no full stop.
    pub fn sign(&self, id: &str, timestamp: i64, body: &[u8]) -> String {
        let signed = [format!("{id}.{timestamp}.").as_bytes(), body].concat();
        let by_secrets = self.secrets.iter().map(|secret| format!("v1,{}", STANDARD.encode(mac(secret, &signed))));
        let by_keys = self.keys.iter().map(|key| {
            let signature = key.signing_key().sign(&signed);
            format!("v1a,{}", STANDARD.encode(signature.to_bytes()))
        });
        by_secrets.chain(by_keys).collect::<Vec<_>>().join(" ")
    }
}

fn mac(secret: &WebhookSecret, signed: &[u8]) -> [u8; 32] {
    let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(secret.bytes()).expect("HMAC takes a key of any length");
    mac.update(signed);
    mac.finalize().into_bytes().into()
}

#[cfg(test)]
mod tests {
    use base::Random;

    use super::*;

    const ID: &str = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    const TIMESTAMP: i64 = 1_614_265_330;
    const BODY: &[u8] = br#"{"test": 2432232314}"#;

    fn secret(text: &str) -> WebhookSecret {
        WebhookSecret::parse(text).unwrap()
    }

    fn sign(secrets: Vec<WebhookSecret>, keys: Vec<WebhookKey>) -> String {
        WebhookSigners { secrets, keys }.sign(ID, TIMESTAMP, BODY)
    }

    #[test]
    fn wh_4_secrets_sign_like_the_reference_libraries() {
        // The first is a test of the reference libraries; the second was signed by PyPI's standardwebhooks 1.1.0.
        for (text, signature) in [
            ("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="),
            ("whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD", "v1,78nXHjpFP0tVJQW5D0SBwmVyyW87BV/rL6MgfM/Bw44="),
        ] {
            assert_eq!(sign(vec![secret(text)], Vec::new()), signature);
        }
    }

    #[test]
    fn wh_4_a_key_signs_like_the_server_of_svix() {
        // Its test of asymmetric keys, whose text has the public key behind the seed.
        let key = WebhookKey::parse("whsk_6Xb/dCcHpPea21PS1N9VY/NZW723CEc77N4rJCubMbc=").unwrap();
        assert_eq!(key.public_text(), "whpk_1SiA4o9hyqTCpIqC5V9HUakiiaeACeqfZTInDBbOir4=");
        assert_eq!(
            sign(Vec::new(), vec![key]),
            "v1a,hnO3f9T8Ytu9HwrXslvumlUpqtNVqkhqw/enGzPCXe5BdqzCInXqYXFymVJaA7AZdpXwVLPo3mNl8EM+m7TBAg=="
        );
    }

    #[test]
    fn wh_4_in_a_rotation_all_sign_and_the_newest_first() {
        let random = Random::seeded(4);
        let secrets = [(); 2].map(|()| WebhookSecret::new(&random));
        let keys = [(); 2].map(|()| WebhookKey::new(&random));
        let by_secret = |secret: &WebhookSecret| sign(vec![secret.clone()], Vec::new());
        let by_key = |key: &WebhookKey| sign(Vec::new(), vec![key.clone()]);
        let apart = [by_secret(&secrets[0]), by_secret(&secrets[1]), by_key(&keys[0]), by_key(&keys[1])];
        assert_eq!(sign(secrets.to_vec(), keys.to_vec()), apart.join(" "));
        assert_ne!((&apart[0], &apart[2]), (&apart[1], &apart[3]));
    }

    #[test]
    fn wh_4_a_signature_covers_the_id_the_time_and_each_byte_of_the_body() {
        let random = Random::seeded(5);
        let signers =
            WebhookSigners { secrets: vec![WebhookSecret::new(&random)], keys: vec![WebhookKey::new(&random)] };
        let signature = signers.sign(ID, TIMESTAMP, BODY);
        let parts = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
        let mut others = vec![signers.sign("msg_other", TIMESTAMP, BODY), signers.sign(ID, TIMESTAMP + 1, BODY)];
        for position in 0..BODY.len() {
            let mut body = BODY.to_vec();
            body[position] ^= 1;
            others.push(signers.sign(ID, TIMESTAMP, &body));
        }
        others.push(signers.sign(ID, TIMESTAMP, &BODY[1..]));
        for other in others {
            for (part, original) in parts(&other).iter().zip(parts(&signature)) {
                assert_ne!(*part, original);
            }
        }
    }
}
