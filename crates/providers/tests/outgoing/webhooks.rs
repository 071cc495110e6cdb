//! What becomes of a message at its receiver.

mod signatures;

use std::time::{Duration, Instant};

use base::Random;
use providers::{
    GuardedClient, GuardedConfig, Limits, WEBHOOK_LIMITS, WebhookAttempt, WebhookKey, WebhookMessage, WebhookOutcome,
    WebhookSecret, WebhookSigners, send_webhook, send_webhook_within,
};
use time::OffsetDateTime;
use time::macros::datetime;

use crate::receiver::{Receiver, Serving};
use crate::{LATE, client, url};

const NOW: OffsetDateTime = datetime!(2026-11-06 08:49:00 UTC);
const BODY: &str = r#"{"type":"lead.created","timestamp":"2026-11-06T08:48:59Z","data":{"id":"1","name":"Zoë  🙂"}}"#;

/// For receivers that use up their time.
const SHORT: Limits = Limits { total: Duration::from_millis(800), ..WEBHOOK_LIMITS };

fn signers(seed: u64, count: usize) -> WebhookSigners {
    let random = Random::seeded(seed);
    WebhookSigners {
        secrets: (0..count).map(|_| WebhookSecret::new(&random)).collect(),
        keys: (0..count).map(|_| WebhookKey::new(&random)).collect(),
    }
}

fn message(receiver: &Receiver) -> WebhookMessage {
    message_to(&format!("http://{}/hook", receiver.address))
}

fn message_to(text: &str) -> WebhookMessage {
    WebhookMessage { id: "msg_2KWPBgLl-Afxd".to_owned(), url: url(text), body: BODY.into() }
}

fn allowing(receiver: &Receiver) -> GuardedClient {
    client(&GuardedConfig { plain_http: true, allow: vec![receiver.address], ..GuardedConfig::default() })
}

/// An attempt at a receiver that behaves so. It gets the request once, and is connected to.
async fn attempt(serving: Serving, limits: Limits) -> WebhookAttempt {
    let receiver = Receiver::start(serving).await;
    let attempt = send_webhook_within(&allowing(&receiver), &signers(1, 1), &message(&receiver), NOW, limits).await;
    assert_eq!((receiver.connections(), receiver.requests().len()), (1, 1));
    assert_eq!(attempt.address, Some(receiver.address));
    assert!(attempt.took < limits.total + LATE, "{attempt:?}");
    attempt
}

async fn response(status: &str, headers: &str) -> WebhookAttempt {
    let attempt = attempt(Serving::status(status, headers, "{}"), WEBHOOK_LIMITS).await;
    assert_eq!(attempt.status, Some(status[..3].parse().unwrap()));
    attempt
}

fn failed(reason: &str, retry_after: Option<u64>) -> WebhookOutcome {
    WebhookOutcome::Failed { reason: reason.to_owned(), retry_after: retry_after.map(Duration::from_secs) }
}

#[tokio::test]
async fn any_2xx_is_a_delivery_and_410_wants_no_more() {
    for status in ["200 OK", "201 Created", "202 Accepted", "204 No Content", "299 Fine"] {
        assert_eq!(response(status, "").await.outcome, WebhookOutcome::Delivered, "{status}");
    }
    assert_eq!(response("410 Gone", "retry-after: 60\r\n").await.outcome, WebhookOutcome::Gone);
}

#[tokio::test]
async fn another_status_is_a_failure_and_a_receiver_that_throttles_says_for_how_long() {
    for (status, headers, retry_after) in [
        ("429 Too Many Requests", "retry-after: 600\r\n", Some(600)),
        ("429 Too Many Requests", "", None),
        ("502 Bad Gateway", "retry-after: 1\r\n", Some(1)),
        ("503 Service Unavailable", "Retry-After: Fri, 06 Nov 2026 09:00:00 GMT\r\n", Some(660)),
        ("503 Service Unavailable", "retry-after: Fri, 06 Nov 2026 08:00:00 GMT\r\n", None),
        ("504 Gateway Timeout", "retry-after: 31536000\r\n", Some(86_400)),
        ("500 Internal Server Error", "retry-after: 600\r\n", None),
        ("400 Bad Request", "retry-after: 600\r\n", None),
        ("404 Not Found", "", None),
        ("600 Unheard Of", "", None),
    ] {
        let reason = format!("the receiver responded {}", &status[..3]);
        assert_eq!(response(status, headers).await.outcome, failed(&reason, retry_after), "{status} {headers}");
    }
}

#[tokio::test]
async fn wh_3_a_redirect_is_a_failure_and_is_not_followed() {
    let target = Receiver::start(Serving::status("200 OK", "", "")).await;
    for status in ["300 Choices", "301 Moved", "302 Found", "303 See Other", "307 Temporary", "308 Permanent"] {
        let headers = format!("location: http://{}/\r\n", target.address);
        let receiver = Receiver::start(Serving::status(status, &headers, "")).await;
        let allow = vec![receiver.address, target.address];
        let client = client(&GuardedConfig { plain_http: true, allow, ..GuardedConfig::default() });
        let attempt = send_webhook(&client, &signers(7, 1), &message(&receiver), NOW).await;
        let reason = format!("the receiver responded {}, and redirects aren't followed", &status[..3]);
        assert_eq!(attempt.outcome, failed(&reason, None));
        assert_eq!(attempt.status, Some(status[..3].parse().unwrap()));
    }
    assert_eq!(target.connections(), 0);
}

#[tokio::test]
async fn wh_6_a_receiver_that_hangs_or_drips_its_head_is_cut_off_in_time() {
    for serving in [Serving::Silence, Serving::Drip("HTTP/1.1 200 OK\r\nx: ", "x")] {
        let attempt = attempt(serving, SHORT).await;
        assert_eq!(attempt.outcome, failed("the receiver takes too long", None));
        assert!(attempt.status.is_none() && attempt.took >= SHORT.total, "{attempt:?}");
    }
}

#[tokio::test]
async fn wh_6_a_body_is_dropped_unread_whatever_its_length_and_pace() {
    let block = "x".repeat(64 << 10);
    for serving in [
        Serving::Flood("HTTP/1.1 200 OK\r\n\r\n", block.clone()),
        Serving::Flood("HTTP/1.1 200 OK\r\ncontent-length: 10000000000\r\n\r\n", block),
        Serving::Drip("HTTP/1.1 200 OK\r\n\r\n", "x"),
    ] {
        let begun = Instant::now();
        let attempt = attempt(serving, WEBHOOK_LIMITS).await;
        assert_eq!((attempt.outcome, attempt.status), (WebhookOutcome::Delivered, Some(200)));
        assert!(begun.elapsed() < LATE, "{:?}", begun.elapsed());
    }
}

#[tokio::test]
async fn wh_6_a_head_without_end_is_cut_off_at_16_kibibytes() {
    let head = |length| format!("x: {}\r\n", "x".repeat(length));
    assert_eq!(response("200 OK", &head(15 << 10)).await.outcome, WebhookOutcome::Delivered);
    let unread = failed("the receiver sends no response that can be read", None);
    let long = attempt(Serving::status("200 OK", &head(17 << 10), ""), WEBHOOK_LIMITS).await;
    assert_eq!((long.outcome, long.status), (unread.clone(), None));
    let endless = Serving::Flood("HTTP/1.1 200 OK\r\n", "x: y\r\n".to_owned());
    assert_eq!(attempt(endless, WEBHOOK_LIMITS).await.outcome, unread);
}

#[tokio::test]
async fn wh_3_an_address_of_the_inside_is_refused_and_reaches_no_listener() {
    let receiver = Receiver::start(Serving::status("200 OK", "", "")).await;
    let port = receiver.address.port();
    let config = GuardedConfig { plain_http: true, ports: vec![port], ..GuardedConfig::default() };
    let client = client(&config);
    for (host, reason) in [
        ("127.0.0.1", "the URL must lead to an address on the public internet"),
        ("[::ffff:127.0.0.1]", "the URL must lead to an address on the public internet"),
        ("localhost", "the URL must name a host on the public internet"),
        ("u:p@127.0.0.1", "the URL must be without a user name and password"),
    ] {
        let message = message_to(&format!("http://{host}:{port}/hook"));
        let attempt = send_webhook(&client, &signers(8, 1), &message, NOW).await;
        assert_eq!(attempt.outcome, failed(reason, None), "{host}");
        assert_eq!((attempt.status, attempt.address), (None, None), "{host}");
    }
    assert_eq!(receiver.connections(), 0);
    let control = send_webhook(&allowing(&receiver), &signers(8, 1), &message(&receiver), NOW).await;
    assert_eq!((control.outcome, receiver.connections()), (WebhookOutcome::Delivered, 1));
}

#[tokio::test]
async fn a_port_without_a_receiver_is_a_failure_without_an_address() {
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let client = client(&GuardedConfig { plain_http: true, allow: vec![free], ..GuardedConfig::default() });
    let attempt = send_webhook(&client, &signers(9, 1), &message_to(&format!("http://{free}/")), NOW).await;
    assert_eq!(attempt.outcome, failed("there is no connection to the receiver", None));
    assert_eq!((attempt.status, attempt.address), (None, None));
}
