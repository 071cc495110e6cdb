//! What a receiver may do with a request that reaches it.

use std::time::Instant;

use providers::{GuardedClient, GuardedConfig, GuardedError, Limits, Refusal};

use crate::name_server::{Answer, NameServer};
use crate::receiver::{Identity, Receiver, Serving};
use crate::{LATE, LIMITS, SHORT, client, post, url};

fn allowing(receiver: &Receiver) -> GuardedClient {
    client(&GuardedConfig { plain_http: true, allow: vec![receiver.address], ..GuardedConfig::default() })
}

/// The end of a request to a receiver that behaves so, which comes within the time limit and a little more.
async fn outcome(serving: Serving, limits: Limits) -> (Result<u16, GuardedError>, usize) {
    let receiver = Receiver::start(serving).await;
    let begun = Instant::now();
    let response = post(&allowing(&receiver), &format!("http://{}/", receiver.address), limits).await;
    assert!(begun.elapsed() < limits.total + LATE, "{:?}", begun.elapsed());
    assert_eq!(receiver.requests().len(), 1, "the receiver got the request");
    (response.map(|response| response.status), receiver.bytes_sent())
}

#[tokio::test]
async fn a_request_arrives_with_its_path_and_host_and_the_response_comes_back() {
    let receiver = Receiver::start(Serving::status("201 Created", "retry-after: 7\r\n", "done")).await;
    let text = format!("http://{}/a%20b?c=d#e", receiver.address);
    let response = post(&allowing(&receiver), &text, LIMITS).await.unwrap();
    assert_eq!((response.status, &response.body[..]), (201, &b"done"[..]));
    assert_eq!(response.headers["retry-after"], "7");
    let request = receiver.requests().remove(0);
    assert!(request.starts_with("POST /a%20b?c=d HTTP/1.1\r\n"), "{request}");
    for line in [&format!("host: {}", receiver.address), "connection: close", "content-length: 2"] {
        assert!(request.lines().any(|other| other == line), "{line}: {request}");
    }
    assert!(!request.contains("cookie") && request.ends_with("\r\n\r\n{}"), "{request}");
}

#[tokio::test]
async fn wh_3_a_redirect_is_returned_and_not_followed() {
    let target = Receiver::start(Serving::status("200 OK", "", "secret")).await;
    for status in ["301 Moved Permanently", "302 Found", "303 See Other", "307 Temporary Redirect"] {
        for location in [target.address.to_string(), "169.254.169.254".to_owned(), "[::1]:5432".to_owned()] {
            let redirect = Serving::status(status, &format!("location: http://{location}/\r\n"), "");
            let receiver = Receiver::start(redirect).await;
            let config = GuardedConfig {
                plain_http: true,
                allow: vec![receiver.address, target.address],
                ..GuardedConfig::default()
            };
            let response = post(&client(&config), &format!("http://{}/", receiver.address), LIMITS).await.unwrap();
            assert_eq!(response.status.to_string(), status[..3]);
        }
    }
    assert_eq!(target.connections(), 0);
}

#[tokio::test]
async fn wh_6_a_receiver_that_hangs_or_drips_is_cut_off_in_time() {
    for serving in [
        Serving::Silence,
        Serving::Drip("HTTP/1.1 200 OK\r\nx: ", "x"),
        Serving::Drip("HTTP/1.1 200 OK\r\n\r\n", "x"),
        Serving::Drip("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n", "1\r\nx\r\n"),
        Serving::Drip("", "HTTP/1.1 100 Continue\r\n\r\n"),
    ] {
        let (outcome, _) = outcome(serving, SHORT).await;
        assert!(matches!(outcome, Err(GuardedError::TooSlow)), "{outcome:?}");
    }
}

#[tokio::test]
async fn wh_6_a_receiver_that_sends_without_end_is_cut_off_by_size() {
    // What the sockets of both sides hold beyond the limit.
    const BUFFERED: usize = 16 << 20;
    let block = "x".repeat(64 << 10);
    let chunk = format!("{:x}\r\n{block}\r\n", block.len());
    for (beginning, rest) in [
        ("HTTP/1.1 200 OK\r\n\r\n", block.clone()),
        ("HTTP/1.1 200 OK\r\ncontent-length: 10000000000\r\n\r\n", block.clone()),
        ("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n", chunk),
    ] {
        let (outcome, sent) = outcome(Serving::Flood(beginning, rest), LIMITS).await;
        assert!(matches!(outcome, Err(GuardedError::BodyTooLong)) && sent < BUFFERED, "{outcome:?}, {sent} bytes");
    }
    for rest in ["x: y\r\n".to_owned(), block] {
        let (outcome, sent) = outcome(Serving::Flood("HTTP/1.1 200 OK\r\nx: ", rest), LIMITS).await;
        assert!(matches!(outcome, Err(GuardedError::Http(_))) && sent < BUFFERED, "{outcome:?}, {sent} bytes");
    }
}

#[tokio::test]
async fn wh_6_informational_responses_without_end_are_cut_off_by_size() {
    let hint = "HTTP/1.1 103 Early Hints\r\nlink: </style.css>\r\n\r\n";
    let (outcome, sent) = outcome(Serving::Flood("", hint.repeat(1_000)), LIMITS).await;
    assert!(matches!(outcome, Err(GuardedError::Http(_))) && sent < 16 << 20, "{outcome:?}, {sent} bytes");

    let few = hint.repeat(3) + "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok";
    let (outcome, _) = self::outcome(Serving::Response(few), LIMITS).await;
    assert_eq!(outcome.unwrap(), 200);
}

#[tokio::test]
async fn wh_6_a_head_is_read_up_to_its_limit() {
    for (length, is_read) in [(15 << 10, true), (17 << 10, false)] {
        let header = format!("x: {}\r\n", "x".repeat(length));
        let (outcome, _) = outcome(Serving::status("200 OK", &header, ""), LIMITS).await;
        assert_eq!(outcome.is_ok(), is_read, "{length} bytes: {outcome:?}");
    }
}

#[tokio::test]
async fn wh_6_an_endless_body_is_dropped_unread_where_only_the_status_counts() {
    let serving = Serving::Flood("HTTP/1.1 200 OK\r\n\r\n", "x".repeat(64 << 10));
    let (outcome, _) = outcome(serving, Limits { body: None, ..LIMITS }).await;
    assert_eq!(outcome.unwrap(), 200);
}

#[tokio::test]
async fn a_receiver_that_speaks_no_http_is_an_error() {
    for response in
        ["", "SSH-2.0-OpenSSH_9.9\r\n", "HTTP/2 200\r\n\r\n", "HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nx"]
    {
        let (outcome, _) = outcome(Serving::Response(response.to_owned()), LIMITS).await;
        assert!(matches!(outcome, Err(GuardedError::Http(_))), "{response}: {outcome:?}");
    }
}

#[tokio::test]
async fn wh_3_tls_is_checked_against_the_name_of_the_url() {
    let identity = Identity::new("hooks.example");
    let receiver = Receiver::start_tls(&identity, Serving::status("200 OK", "", "")).await;
    let port = receiver.address.port();
    let server = NameServer::start(|_, _| Answer::of(&["127.0.0.1"])).await;
    let config = GuardedConfig {
        allow: vec![receiver.address],
        name_servers: vec![server.address],
        authorities: vec![identity.certificate.clone()],
        ..GuardedConfig::default()
    };
    let trusting = client(&config);
    for name in ["hooks.example", "hooks.example.", "HOOKS.example"] {
        assert_eq!(post(&trusting, &format!("https://{name}:{port}/"), LIMITS).await.unwrap().status, 200, "{name}");
    }
    assert_eq!(receiver.requests().len(), 3);
    for host in ["other.example", "a.hooks.example", "127.0.0.1"] {
        let response = post(&trusting, &format!("https://{host}:{port}/"), LIMITS).await;
        assert!(matches!(response, Err(GuardedError::Tls(_))), "{host}: {response:?}");
    }
    let distrustful = client(&GuardedConfig { authorities: Vec::new(), ..config });
    let response = post(&distrustful, &format!("https://hooks.example:{port}/"), LIMITS).await;
    assert!(matches!(response, Err(GuardedError::Tls(_))), "{response:?}");
    assert_eq!(receiver.requests().len(), 3, "no request is sent before the certificate is checked");
    assert_eq!(trusting.check(&url(&format!("http://hooks.example:{port}/"))).await, Err(Refusal::Scheme));
}

#[tokio::test]
async fn wh_6_a_receiver_that_stalls_the_handshake_is_cut_off() {
    // Reads a line that never comes, since TLS speaks no HTTP.
    let receiver = Receiver::start(Serving::Silence).await;
    let begun = Instant::now();
    let response = post(&allowing(&receiver), &format!("https://{}/", receiver.address), SHORT).await;
    assert!(matches!(response, Err(GuardedError::Tls(_) | GuardedError::TooSlow)), "{response:?}");
    assert!(begun.elapsed() < SHORT.total + LATE, "{:?}", begun.elapsed());
}
