//! The headers of every answer, whatever its status and whichever layer made it.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking, its helpers included")]

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use reqwest::Method;
use serde_json::json;
use web::route::Body;
use web::routes::ROUTES;

use crate::openapi_requests;
use crate::response::Exchange;
use crate::server::TestServer;
use crate::world::{World, fresh_mark, method, send, unused_id};

fn assert_secured(what: &str, seen: &Exchange) {
    let header = |name: &str| seen.header(name).unwrap_or_else(|| panic!("{what} lacks {name}: {seen:?}"));
    let hsts = header("strict-transport-security");
    let max_age: u64 = hsts.split(';').next().unwrap().trim_start_matches("max-age=").parse().unwrap();
    assert!(max_age >= 31_536_000 && hsts.contains("includeSubDomains"), "{what}: {hsts}");
    assert_eq!(header("x-content-type-options"), "nosniff", "{what}");
    assert_eq!(header("referrer-policy"), "no-referrer", "{what}");
    assert_eq!(header("cross-origin-opener-policy"), "same-origin", "{what}");
    assert_eq!(header("cross-origin-resource-policy"), "same-origin", "{what}");
    let policy = header("content-security-policy");
    for directive in ["object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"] {
        assert!(policy.contains(directive), "{what}: {policy}");
    }
    assert!(!policy.contains("unsafe") && !policy.contains('*') && !policy.contains("http"), "{what}: {policy}");
    if let Some(kind) = seen.header("content-type") {
        let has_charset = kind.contains("charset=utf-8");
        assert!(has_charset || kind.starts_with("application/"), "{what}: {kind}");
    }
    for name in ["server", "x-powered-by", "via", "access-control-allow-origin", "x-aspnet-version"] {
        assert_eq!(seen.header(name), None, "{what}");
    }
    assert!(seen.headers.values().all(|values| values.len() == 1 || seen.changes_session()), "{what}: {seen:?}");
}

#[tokio::test]
async fn hdr_1_every_answer_of_every_route_carries_the_headers() {
    let world = World::new().await;
    let person = &world.b.people[0];
    let anonymous = world.server.anonymous();
    let id = unused_id().to_string();
    for route in ROUTES.iter() {
        let own = world.b.row_of(route).unwrap_or("x");
        let path = openapi_requests::path(route, own);
        let requests = [
            send(&person.caller, route, own, &fresh_mark()),
            send(&person.caller, route, &id, &fresh_mark()),
            send(&anonymous, route, own, &fresh_mark()),
            person.caller.request(method(route), &path).header("Content-Type", "text/plain").body("x"),
            person.caller.request(method(route), &path).header("Content-Type", "application/json").body("{"),
            person.caller.request(method(route), &path).header("Origin", "https://evil.example"),
            person.caller.request(Method::from_bytes(b"PROPFIND").unwrap(), &path),
            person.caller.request(Method::HEAD, &path),
            person.caller.request(Method::OPTIONS, &path),
        ];
        for request in requests {
            let what = format!("{} {} by {request:?}", route.method, route.path);
            let seen = Exchange::send(request).await;
            assert_secured(&what, &seen);
            if seen.changes_session() {
                assert_eq!(seen.header("cache-control"), Some("no-store"), "{what}");
                person.sign_in_again().await;
            }
            if seen.status != 304 && !matches!(route.path, "/docs" | "/openapi.json" | "/.well-known/jwks.json") {
                assert_eq!(seen.header("cache-control"), Some("no-store"), "ten_5, {what}");
            }
        }
    }
}

/// What the server answers to bytes, as they are.
async fn raw(server: &TestServer, request: Vec<u8>) -> Exchange {
    let address = server.url.trim_start_matches("http://").to_owned();
    let answer = tokio::task::spawn_blocking(move || {
        let mut stream = TcpStream::connect(address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(15))).unwrap();
        // The server may be done before it has read everything.
        let _ = stream.write_all(&request);
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        String::from_utf8_lossy(&answer).into_owned()
    });
    let answer = answer.await.unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap_or_else(|| panic!("no answer: {answer:?}"));
    let mut lines = head.split("\r\n");
    let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
    let mut headers = std::collections::BTreeMap::<String, Vec<String>>::new();
    for (name, value) in lines.filter_map(|line| line.split_once(": ")) {
        headers.entry(name.to_ascii_lowercase()).or_default().push(value.to_owned());
    }
    Exchange { status, headers, body: body.to_owned() }
}

#[tokio::test]
async fn hdr_1_answers_that_no_route_makes_carry_them_as_well() {
    let limits = [("RATE_LIMIT_LOGIN", "1/60"), ("HEAD_TIMEOUT_SECONDS", "1")];
    let server = TestServer::start_with(&limits).await;
    let owner = server.user("user1@test.com").await;
    let long = format!("GET / HTTP/1.1\r\nhost: a\r\nx-long: {}\r\n\r\n", "x".repeat(200_000));
    let raws: [(u16, Vec<u8>); 7] = [
        (400, b"GARBAGE\r\n\r\n".to_vec()),
        (400, b"GET / HTTP/1.1\r\n\r\n".to_vec()),
        (
            400,
            b"GET /auth/me HTTP/1.1\r\nhost: a\r\ncookie: session=a; session=b\r\nconnection: close\r\n\r\n".to_vec(),
        ),
        (400, b"POST /auth/login HTTP/1.1\r\nhost: a\r\ncontent-length: 5\r\ncontent-length: 6\r\n\r\n".to_vec()),
        (408, b"GET / HTTP/1.1\r\nhost: a\r\n".to_vec()),
        (431, long.into_bytes()),
        (404, b"GET /.git/config HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n".to_vec()),
    ];
    for (status, request) in raws {
        let what = request[..request.len().min(60)].escape_ascii().to_string();
        let seen = raw(&server, request).await;
        assert_eq!(seen.status, status, "{what}: {seen:?}");
        assert_secured(&what, &seen);
        assert!(seen.body.contains("\"request_id\""), "{what}: {seen:?}");
    }

    let login = || server.anonymous().request(Method::POST, "/auth/login").json(&json!({}));
    let asked = [
        (422, login()),
        (429, login()),
        (413, owner.request(Method::POST, "/api/leads").json(&json!({"name": "x".repeat(1 << 20)}))),
        (415, owner.request(Method::POST, "/api/leads").body("name=x")),
        (403, owner.request(Method::POST, "/api/leads").header("Sec-Fetch-Site", "cross-site")),
        (405, owner.request(Method::DELETE, "/api/leads")),
        (404, owner.request(Method::GET, "/nothing/here")),
    ];
    for (status, request) in asked {
        let seen = Exchange::send(request).await;
        assert_eq!(seen.status, status, "{seen:?}");
        assert_secured(&status.to_string(), &seen);
        assert_eq!(seen.header("retry-after").is_some(), status == 429);
        assert_eq!(seen.header("allow").is_some(), status == 405);
    }
    server.db.superuser("alter table app.leads rename to elsewhere").await;
    let failed = Exchange::send(owner.request(Method::GET, "/api/leads")).await;
    assert_eq!(failed.status, 500);
    assert_secured("500", &failed);
}

#[tokio::test]
async fn hdr_2_signing_out_clears_the_browser_and_pages_name_no_other_host() {
    let server = TestServer::start().await;
    let user = server.user("user1@test.com").await;
    for path in ["/docs", "/openapi.json"] {
        let page = Exchange::send(user.request(Method::GET, path)).await;
        assert!(!page.body.contains("user1@test.com") && !page.body.contains("<script"), "{path}");
        let loads =
            ["src=http", "src=\"http", "src=//", "href=http", "href=\"http", "@import", "url(http", "localStorage"];
        assert_eq!(loads.iter().find(|load| page.body.contains(**load)), None, "{path}");
    }
    let out = Exchange::send(user.request(Method::POST, "/auth/logout")).await;
    assert_eq!(out.header("clear-site-data"), Some("\"cache\", \"storage\""));
}

#[tokio::test]
async fn hdr_3_there_is_nothing_but_the_routes_of_the_table() {
    let server = TestServer::start().await;
    let user = server.user("user1@test.com").await;
    for path in [
        "/.git/config",
        "/.env",
        "/.bulkhead/session-secret",
        "/metrics",
        "/debug/pprof",
        "/actuator",
        "/server-status",
        "/admin",
        "/phpmyadmin",
        "/robots.txt~",
        "/Cargo.toml",
        "/migrations",
        "/auth",
        "/api",
        "/auth/register/",
        "//auth/me",
        "/AUTH/ME",
        "/api/leads/",
        "/docs/../auth/me/x",
        "/static/../../etc/passwd",
        "/..%2f..%2fetc%2fpasswd",
        "/console",
        "/swagger-ui",
        "/graphql",
    ] {
        let seen = Exchange::send(user.request(Method::GET, path)).await;
        assert_eq!(seen.status, 404, "{path}: {seen:?}");
    }
    for route in ROUTES.iter() {
        let path = openapi_requests::path(route, &unused_id().to_string());
        let there: Vec<_> = ROUTES.iter().filter(|other| other.path == route.path).map(method).collect();
        for verb in
            ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "PURGE", "DEBUG"]
        {
            let verb = Method::from_bytes(verb.as_bytes()).unwrap();
            if there.contains(&verb) || verb == Method::CONNECT {
                continue;
            }
            let seen = Exchange::send(user.request(verb.clone(), &path)).await;
            assert_eq!(seen.status, 405, "{verb} {path}: {seen:?}");
            assert!(seen.header("allow").unwrap().contains(route.method.as_str()), "{verb} {path}");
        }
        assert!(matches!(route.body, Body::None) || route.method != "GET", "{}", route.path);
    }
}
