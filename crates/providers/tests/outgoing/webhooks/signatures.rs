//! What receivers verify a message by. `ring` verifies here, and signs none of it.

use std::collections::HashMap;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use providers::{WebhookKey, WebhookMessage, WebhookOutcome, WebhookSecret, send_webhook};
use ring::{hmac, signature};

use super::{BODY, NOW, allowing, failed, message, signers};
use crate::receiver::{Receiver, Serving};

/// A request as its receiver reads it.
struct Arrived {
    headers: HashMap<String, String>,
    body: String,
}

impl Arrived {
    fn read(request: &str) -> Self {
        let (head, body) = request.split_once("\r\n\r\n").unwrap();
        let headers = head.lines().skip(1).map(|line| line.split_once(": ").unwrap());
        let headers = headers.map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        Self { headers, body: body.to_owned() }
    }

    fn signed(&self) -> String {
        format!("{}.{}.{}", self.headers["webhook-id"], self.headers["webhook-timestamp"], self.body)
    }

    /// The signatures of a version, in their order.
    fn signatures(&self, version: &str) -> Vec<Vec<u8>> {
        let signatures = self.headers["webhook-signature"].split(' ').map(|one| one.split_once(',').unwrap());
        let signatures = signatures.filter(|(other, _)| *other == version);
        signatures.map(|(_, signature)| STANDARD.decode(signature).unwrap()).collect()
    }
}

fn is_by_secret(secret: &WebhookSecret, signed: &str, mac: &[u8]) -> bool {
    let bytes = STANDARD.decode(secret.text().strip_prefix("whsec_").unwrap()).unwrap();
    hmac::verify(&hmac::Key::new(hmac::HMAC_SHA256, &bytes), signed.as_bytes(), mac).is_ok()
}

fn is_by_key(key: &WebhookKey, signed: &str, signature: &[u8]) -> bool {
    let bytes = STANDARD.decode(key.public_text().strip_prefix("whpk_").unwrap()).unwrap();
    signature::UnparsedPublicKey::new(&signature::ED25519, bytes).verify(signed.as_bytes(), signature).is_ok()
}

#[tokio::test]
async fn wh_4_a_message_arrives_as_it_was_signed_by_secret_and_key() {
    let receiver = Receiver::start(Serving::status("200 OK", "", "")).await;
    let (signers, stranger) = (signers(2, 1), signers(3, 1));
    let attempt = send_webhook(&allowing(&receiver), &signers, &message(&receiver), NOW).await;
    assert_eq!((attempt.outcome, attempt.status), (WebhookOutcome::Delivered, Some(200)));
    let request = receiver.requests().remove(0);
    assert!(request.starts_with("POST /hook HTTP/1.1\r\n"), "{request}");
    let arrived = Arrived::read(&request);
    assert_eq!(arrived.body, BODY);
    assert_eq!(arrived.headers["content-type"], "application/json");
    assert_eq!(arrived.headers["webhook-id"], "msg_2KWPBgLl-Afxd");
    assert_eq!(arrived.headers["webhook-timestamp"], NOW.unix_timestamp().to_string());
    assert!(arrived.headers["user-agent"].starts_with("Bulkhead/"), "{request}");
    let (macs, signatures) = (arrived.signatures("v1"), arrived.signatures("v1a"));
    assert_eq!((macs.len(), signatures.len()), (1, 1));
    let signed = arrived.signed();
    assert!(is_by_secret(&signers.secrets[0], &signed, &macs[0]));
    assert!(is_by_key(&signers.keys[0], &signed, &signatures[0]));
    for other in [signed.replace("Zoë", "Zoe"), signed.replacen('.', "..", 1), format!("{signed} ")] {
        assert!(!is_by_secret(&signers.secrets[0], &other, &macs[0]), "{other}");
        assert!(!is_by_key(&signers.keys[0], &other, &signatures[0]), "{other}");
    }
    assert!(!is_by_secret(&stranger.secrets[0], &signed, &macs[0]));
    assert!(!is_by_key(&stranger.keys[0], &signed, &signatures[0]));
}

#[tokio::test]
async fn wh_4_in_a_rotation_a_receiver_verifies_with_the_old_and_with_the_new() {
    let receiver = Receiver::start(Serving::status("204 No Content", "", "")).await;
    let signers = signers(4, 2);
    send_webhook(&allowing(&receiver), &signers, &message(&receiver), NOW).await;
    let arrived = Arrived::read(&receiver.requests()[0]);
    let (macs, signatures, signed) = (arrived.signatures("v1"), arrived.signatures("v1a"), arrived.signed());
    assert_eq!((macs.len(), signatures.len()), (2, 2));
    for position in 0..2 {
        assert!(is_by_secret(&signers.secrets[position], &signed, &macs[position]));
        assert!(is_by_key(&signers.keys[position], &signed, &signatures[position]));
        assert!(!is_by_secret(&signers.secrets[1 - position], &signed, &macs[position]));
    }
}

#[tokio::test]
async fn wh_4_a_repeat_has_the_same_id_and_body_and_the_time_of_its_own_attempt() {
    let receiver = Receiver::start(Serving::status("500 Internal Server Error", "", "")).await;
    let (signers, client, message) = (signers(5, 1), allowing(&receiver), message(&receiver));
    for minutes in [0, 5] {
        send_webhook(&client, &signers, &message, NOW + Duration::from_mins(minutes)).await;
    }
    let [first, second] = [0, 1].map(|number| Arrived::read(&receiver.requests()[number]));
    assert_eq!((&first.headers["webhook-id"], &first.body), (&second.headers["webhook-id"], &second.body));
    assert_eq!(second.headers["webhook-timestamp"], (NOW.unix_timestamp() + 300).to_string());
    assert!(is_by_secret(&signers.secrets[0], &second.signed(), &second.signatures("v1")[0]));
    assert_ne!(first.signatures("v1"), second.signatures("v1"));
}

/// A full stop divides the signed parts, and a line break divides headers.
#[tokio::test]
async fn wh_4_a_message_whose_id_could_be_read_in_two_ways_is_not_sent() {
    let receiver = Receiver::start(Serving::status("200 OK", "", "")).await;
    for id in ["", "msg.1", "msg 1", "msg\r\nx: y", "ü", "msg,1"] {
        let message = WebhookMessage { id: id.to_owned(), ..message(&receiver) };
        let attempt = send_webhook(&allowing(&receiver), &signers(6, 1), &message, NOW).await;
        assert_eq!(attempt.outcome, failed("the message's id makes no header", None), "{id}");
        assert_eq!((attempt.status, attempt.address), (None, None), "{id}");
    }
    assert_eq!(receiver.connections(), 0);
}
