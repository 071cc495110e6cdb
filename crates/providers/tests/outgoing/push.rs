//! What becomes of a message at a push service.

use std::collections::HashMap;
use std::time::Duration;

use base::Random;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use providers::{
    DEFAULT_PUSH_HOSTS, GuardedClient, GuardedConfig, LONGEST_PUSH_PAYLOAD, Limits, PUSH_BODY_LENGTH, PUSH_LIMITS,
    PushAttempt, PushHosts, PushMessage, PushOutcome, PushSender, PushSubscriptionKeys, PushTopic, PushUrgency,
    VapidContact, VapidKey, send_push, send_push_within,
};
use ring::signature::{ECDSA_P256_SHA256_FIXED, UnparsedPublicKey};
use serde_json::{Value, json};
use time::OffsetDateTime;
use time::macros::datetime;

use crate::receiver::{Receiver, Serving};
use crate::{LATE, client, url};

const NOW: OffsetDateTime = datetime!(2026-11-06 08:49:00 UTC);
const PAYLOAD: &str = r#"{"kind":"mention","id":"0197a3c2-7d50-7000-8000-000000000001"}"#;

/// For push services that use up their time.
const SHORT: Limits = Limits { total: Duration::from_millis(800), ..PUSH_LIMITS };

/// The subscription of the example of RFC 8291.
fn keys() -> PushSubscriptionKeys {
    PushSubscriptionKeys::parse(
        "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
        "BTBZMqHH6r4Tts7J_aSIgg",
    )
    .unwrap()
}

fn sender(allow: &[&Receiver]) -> PushSender {
    let allow = allow.iter().map(|receiver| receiver.address).collect();
    PushSender {
        key: VapidKey::new(&Random::seeded(1)),
        contact: VapidContact::parse("mailto:ops@example.com").unwrap(),
        hosts: PushHosts::parse(DEFAULT_PUSH_HOSTS, allow).unwrap(),
    }
}

fn allowing(receivers: &[&Receiver]) -> GuardedClient {
    let allow = receivers.iter().map(|receiver| receiver.address).collect();
    client(&GuardedConfig { plain_http: true, allow, ..GuardedConfig::default() })
}

fn endpoint(receiver: &Receiver) -> String {
    format!("http://{}/push/abc?d=e", receiver.address)
}

fn message(endpoint: &str) -> PushMessage {
    PushMessage {
        endpoint: url(endpoint),
        keys: keys(),
        payload: PAYLOAD.into(),
        urgency: PushUrgency::Normal,
        topic: None,
    }
}

/// An attempt at a push service that behaves so. It gets the request once, and is connected to.
async fn attempt(serving: Serving, limits: Limits) -> PushAttempt {
    let receiver = Receiver::start(serving).await;
    let (client, sender, message) = (allowing(&[&receiver]), sender(&[&receiver]), message(&endpoint(&receiver)));
    let attempt = send_push_within(&client, &sender, &message, &Random::system(), NOW, limits).await;
    assert_eq!((receiver.connections(), receiver.requests().len()), (1, 1));
    assert_eq!(attempt.address, Some(receiver.address));
    assert!(attempt.took < limits.total + LATE, "{attempt:?}");
    attempt
}

async fn response(status: &str, headers: &str) -> PushAttempt {
    let attempt = attempt(Serving::status(status, headers, "{}"), PUSH_LIMITS).await;
    assert_eq!(attempt.status, Some(status[..3].parse().unwrap()));
    attempt
}

fn failed(reason: &str, retry_after: Option<u64>) -> PushOutcome {
    PushOutcome::Failed { reason: reason.to_owned(), retry_after: retry_after.map(Duration::from_secs) }
}

fn headers(request: &str) -> HashMap<&str, &str> {
    let (head, _) = request.split_once("\r\n\r\n").unwrap();
    head.lines().skip(1).map(|line| line.split_once(": ").unwrap()).collect()
}

#[tokio::test]
async fn b_8_a_message_arrives_encrypted_with_its_headers_and_a_token_for_its_origin() {
    let receiver = Receiver::start(Serving::status("201 Created", "", "")).await;
    let (client, sender) = (allowing(&[&receiver]), sender(&[&receiver]));
    let message = PushMessage {
        urgency: PushUrgency::High,
        topic: Some(PushTopic::new([0xfb; 24])),
        ..message(&endpoint(&receiver))
    };
    let attempt = send_push(&client, &sender, &message, &Random::system(), NOW).await;
    assert_eq!((attempt.outcome, attempt.status), (PushOutcome::Delivered, Some(201)));
    let request = receiver.requests().remove(0);
    assert!(request.starts_with("POST /push/abc?d=e HTTP/1.1\r\n"), "{request}");
    let headers = headers(&request);
    for (name, value) in [
        ("content-encoding", "aes128gcm"),
        ("content-type", "application/octet-stream"),
        ("ttl", "86400"),
        ("urgency", "high"),
        ("topic", "-_v7-_v7-_v7-_v7-_v7-_v7-_v7-_v7"),
    ] {
        assert_eq!(headers[name], value, "{name}");
    }
    let (token, key) = headers["authorization"].strip_prefix("vapid t=").unwrap().split_once(", k=").unwrap();
    assert_eq!(key, sender.key.public_text());
    let (signed, signature) = token.rsplit_once('.').unwrap();
    let [key, signature] = [key, signature].map(|part| URL_SAFE_NO_PAD.decode(part).unwrap());
    UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, key).verify(signed.as_bytes(), &signature).unwrap();
    let claims: Value =
        serde_json::from_slice(&URL_SAFE_NO_PAD.decode(signed.split_once('.').unwrap().1).unwrap()).unwrap();
    let exp = (NOW + Duration::from_hours(12)).unix_timestamp();
    let aud = format!("http://{}", receiver.address);
    assert_eq!(claims, json!({"aud": aud, "exp": exp, "sub": "mailto:ops@example.com"}));
    let bodies = receiver.bodies();
    assert_eq!(bodies[0].len(), PUSH_BODY_LENGTH);
    assert!(!bodies[0].windows(7).any(|window| window == b"mention"));
}

#[tokio::test]
async fn b_7_each_message_has_keys_of_its_own_and_all_have_one_length() {
    let receiver = Receiver::start(Serving::status("201 Created", "", "")).await;
    let (client, sender) = (allowing(&[&receiver]), sender(&[&receiver]));
    let random = Random::system();
    for payload in [PAYLOAD, PAYLOAD, "", "longer than the others".repeat(40).as_str()] {
        let message = PushMessage { payload: payload.to_owned().into(), ..message(&endpoint(&receiver)) };
        assert_eq!(send_push(&client, &sender, &message, &random, NOW).await.outcome, PushOutcome::Delivered);
    }
    let bodies = receiver.bodies();
    assert!(bodies.iter().all(|body| body.len() == PUSH_BODY_LENGTH));
    // Salt, and the sender's point.
    assert_ne!(bodies[0][..16], bodies[1][..16]);
    assert_ne!(bodies[0][21..86], bodies[1][21..86]);
    assert!(receiver.requests().iter().all(|request| !headers(request).contains_key("topic")));
}

#[tokio::test]
async fn any_2xx_is_a_delivery_and_a_subscription_that_is_missing_has_ended() {
    for status in ["200 OK", "201 Created", "202 Accepted", "204 No Content"] {
        assert_eq!(response(status, "").await.outcome, PushOutcome::Delivered, "{status}");
    }
    for status in ["404 Not Found", "410 Gone"] {
        assert_eq!(response(status, "retry-after: 60\r\n").await.outcome, PushOutcome::Gone, "{status}");
    }
}

#[tokio::test]
async fn b_9_another_status_is_a_failure_and_a_push_service_that_throttles_says_for_how_long() {
    for (status, headers, retry_after) in [
        ("429 Too Many Requests", "retry-after: 600\r\n", Some(600)),
        ("503 Service Unavailable", "retry-after: 120\r\n", Some(120)),
        ("503 Service Unavailable", "Retry-After: Fri, 06 Nov 2026 09:00:00 GMT\r\n", Some(660)),
        ("503 Service Unavailable", "retry-after: 31536000\r\n", Some(86_400)),
        ("503 Service Unavailable", "", None),
        ("500 Internal Server Error", "retry-after: 600\r\n", None),
        ("400 Bad Request", "", None),
        ("401 Unauthorized", "", None),
        ("403 Forbidden", "", None),
    ] {
        let reason = format!("the push service responded {}", &status[..3]);
        assert_eq!(response(status, headers).await.outcome, failed(&reason, retry_after), "{status} {headers}");
    }
}

#[tokio::test]
async fn a_payload_that_is_too_long_is_told_apart_whether_this_server_or_the_push_service_says_so() {
    assert_eq!(response("413 Payload Too Large", "").await.outcome, PushOutcome::TooLarge);
    let receiver = Receiver::start(Serving::status("201 Created", "", "")).await;
    let payload = "x".repeat(LONGEST_PUSH_PAYLOAD + 1).into();
    let message = PushMessage { payload, ..message(&endpoint(&receiver)) };
    let attempt = send_push(&allowing(&[&receiver]), &sender(&[&receiver]), &message, &Random::system(), NOW).await;
    assert_eq!((attempt.outcome, attempt.status, attempt.address), (PushOutcome::TooLarge, None, None));
    assert_eq!(receiver.connections(), 0);
}

#[tokio::test]
async fn wh_3_b_10_an_endpoint_beside_the_list_is_refused_and_reaches_no_listener() {
    let receiver = Receiver::start(Serving::status("201 Created", "", "")).await;
    let (client, port) = (allowing(&[&receiver]), receiver.address.port());
    // The client would reach the receiver, and the list alone keeps it from that.
    let strict = sender(&[]);
    let host = "the endpoint must name a host of the push services that this server sends to";
    for (endpoint, reason) in [
        (endpoint(&receiver), "the endpoint must begin with https://"),
        (format!("https://127.0.0.1:{port}/x"), format!("the endpoint must name port 443, not {port}").as_str()),
        (format!("https://u:p@127.0.0.1:{port}/x"), "the endpoint must be without a user name and password"),
        ("https://127.0.0.1/x".to_owned(), host),
        ("https://fcm.googleapis.com.evil.example/x".to_owned(), host),
        ("https://fcm.googleapis.com:8443/x".to_owned(), "the endpoint must name port 443, not 8443"),
        ("http://fcm.googleapis.com/x".to_owned(), "the endpoint must begin with https://"),
    ] {
        let attempt = send_push(&client, &strict, &message(&endpoint), &Random::system(), NOW).await;
        assert_eq!(attempt.outcome, failed(reason, None), "{endpoint}");
        assert_eq!((attempt.status, attempt.address), (None, None), "{endpoint}");
    }
    assert_eq!(receiver.connections(), 0);
    let control =
        send_push(&client, &sender(&[&receiver]), &message(&endpoint(&receiver)), &Random::system(), NOW).await;
    assert_eq!((control.outcome, receiver.connections()), (PushOutcome::Delivered, 1));
}

/// The list permits the address here, and the client alone keeps the message from it.
#[tokio::test]
async fn wh_3_b_10_an_address_of_the_inside_is_refused_by_the_client_as_well() {
    let receiver = Receiver::start(Serving::status("201 Created", "", "")).await;
    let ports = vec![receiver.address.port()];
    let client = client(&GuardedConfig { plain_http: true, ports, ..GuardedConfig::default() });
    let attempt =
        send_push(&client, &sender(&[&receiver]), &message(&endpoint(&receiver)), &Random::system(), NOW).await;
    assert_eq!(attempt.outcome, failed("the URL must lead to an address on the public internet", None));
    assert_eq!(receiver.connections(), 0);
}

#[tokio::test]
async fn wh_3_a_redirect_of_a_push_service_is_a_failure_and_is_not_followed() {
    let target = Receiver::start(Serving::status("201 Created", "", "")).await;
    for status in ["301 Moved", "302 Found", "307 Temporary", "308 Permanent"] {
        let location = format!("location: http://{}/\r\n", target.address);
        let receiver = Receiver::start(Serving::status(status, &location, "")).await;
        let all = [&receiver, &target];
        let attempt =
            send_push(&allowing(&all), &sender(&all), &message(&endpoint(&receiver)), &Random::system(), NOW).await;
        let reason = format!("the push service responded {}, and redirects aren't followed", &status[..3]);
        assert_eq!(attempt.outcome, failed(&reason, None));
    }
    assert_eq!(target.connections(), 0);
}

#[tokio::test]
async fn wh_6_a_push_service_that_hangs_or_drips_its_head_is_cut_off_in_time() {
    for serving in [Serving::Silence, Serving::Drip("HTTP/1.1 201 Created\r\nx: ", "x")] {
        let attempt = attempt(serving, SHORT).await;
        assert_eq!(attempt.outcome, failed("the receiver takes too long", None));
        assert!(attempt.status.is_none() && attempt.took >= SHORT.total, "{attempt:?}");
    }
}
