//! Limits by client, as they are documented and as they are measured.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking, its helpers included")]

use reqwest::Method;
use serde_json::json;
use sqlx::Row;

use crate::support::reply::Ask;
use crate::support::server::{Caller, PASSWORD, TestServer};

/// How many of `tries` requests pass, each with an `X-Forwarded-For` of its own if asked for.
async fn passing(caller: &Caller, (method, path): (Method, &str), tries: usize, forwarded: Option<&str>) -> usize {
    let mut passed = 0;
    for number in 0..tries {
        let mut request = caller.request(method.clone(), path);
        if method != Method::GET {
            request = request.json(&json!({}));
        }
        if let Some(forwarded) = forwarded {
            request = request.header("X-Forwarded-For", forwarded.replace('#', &number.to_string()));
        }
        let seen = request.reply().await;
        if seen.status == 429 {
            let wait: u64 = seen.header("retry-after").unwrap().parse().unwrap();
            assert!((1..=3600).contains(&wait), "{wait}");
            assert_eq!(seen.json()["code"], "too_many_requests");
        } else {
            passed += 1;
        }
    }
    passed
}

#[tokio::test]
async fn rl_3_as_many_requests_pass_as_are_configured() {
    let limits = [
        ("RATE_LIMIT_LOGIN", "10/60"),
        ("RATE_LIMIT_REGISTER", "7/60"),
        ("RATE_LIMIT_WRITES", "30/3600"),
        ("RATE_LIMIT_REQUESTS", "100/3600"),
    ];
    let server = TestServer::start_with(&limits).await;
    let caller = server.anonymous();
    assert_eq!(passing(&caller, (Method::POST, "/auth/login"), 15, None).await, 10);
    assert_eq!(passing(&caller, (Method::POST, "/auth/register"), 10, None).await, 7);
    // The 25 above were writes as well; of requests, each counts once.
    assert_eq!(passing(&caller, (Method::POST, "/auth/logout"), 10, None).await, 5);
    assert_eq!(passing(&caller, (Method::GET, "/health"), 80, None).await, 65);
}

#[tokio::test]
async fn rl_1_a_forwarded_address_counts_only_from_a_configured_proxy_and_from_the_right() {
    let limit = ("RATE_LIMIT_LOGIN", "5/60");
    let login = || (Method::POST, "/auth/login");
    let direct = TestServer::start_with(&[limit]).await;
    assert_eq!(passing(&direct.anonymous(), login(), 8, Some("10.0.0.#")).await, 5);

    let proxied = TestServer::start_with(&[limit, ("TRUSTED_PROXIES", "127.0.0.1")]).await;
    assert_eq!(passing(&proxied.anonymous(), login(), 8, Some("10.0.0.#")).await, 8, "clients of their own");
    assert_eq!(passing(&proxied.anonymous(), login(), 8, Some("6.6.6.#, 10.1.1.1")).await, 5, "what a client claims");
    assert_eq!(passing(&proxied.anonymous(), login(), 8, Some("2001:db8:0:1::#")).await, 5, "a /64 is one client");
}

#[tokio::test]
async fn rl_1_the_log_shows_the_true_address() {
    for (proxies, address) in [("none", "127.0.0.1"), ("127.0.0.1", "10.1.1.1")] {
        let server = TestServer::start_with(&[("TRUSTED_PROXIES", proxies)]).await;
        let body = json!({"email": "unknown@test.com", "password": PASSWORD});
        let request = server.anonymous().request(Method::POST, "/auth/login").json(&body);
        let request = request
            .header("X-Forwarded-For", "6.6.6.6, 10.1.1.1")
            .header("X-Real-IP", "6.6.6.6")
            .header("Forwarded", "for=6.6.6.6");
        request.reply().await.expect_status(401);
        let mut superuser = server.db.connect("postgres").await;
        let row =
            sqlx::query("select host(address) as address from auth.events").fetch_one(&mut superuser).await.unwrap();
        assert_eq!(row.get::<String, _>("address"), address);
    }
}

#[tokio::test]
async fn rl_2_a_limit_holds_whatever_the_request_looks_like() {
    let server = TestServer::start_with(&[("RATE_LIMIT_LOGIN", "6/60")]).await;
    server.user("user1@test.com").await;
    let shapes = [
        json!({}),
        json!({"email": "user1@test.com", "password": "a wrong guess"}),
        json!({"email": "user1@test.com", "password": PASSWORD}),
    ];
    let mut passed = 0;
    for round in 0..12 {
        let query = format!("/auth/login?{round}");
        let request = server
            .anonymous()
            .request(Method::POST, &query)
            .json(&shapes[round % 3])
            .header("User-Agent", format!("agent {round}"));
        passed += usize::from(request.reply().await.status != 429);
    }
    assert_eq!(passed, 6);
}
