//! The headers of every answer, whatever its status and whichever layer made it.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking, its helpers included")]

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use reqwest::Method;
use serde_json::json;
use web::route::Body;
use web::routes::ROUTES;

use crate::support::findings::Findings;
use crate::support::openapi_requests;
use crate::support::reply::{Ask, Reply};
use crate::support::server::TestServer;
use crate::support::world::{World, fresh_mark, method, send, unused_id};

/// Requires the headers of an answer that keep a browser safe.
fn require_secured(findings: &mut Findings, what: &str, seen: &Reply) {
    let header = |name: &str| seen.header(name).unwrap_or_default();
    let mut require = |holds: bool, name: &str| {
        findings.require(holds, || format!("{what}, {name}: {seen:?}"));
    };
    let hsts = header("strict-transport-security");
    let max_age = hsts.split(';').next().and_then(|age| age.strip_prefix("max-age=")?.parse::<u64>().ok());
    require(max_age.is_some_and(|age| age >= 31_536_000) && hsts.contains("includeSubDomains"), "HSTS");
    for (name, value) in [
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "no-referrer"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
    ] {
        require(header(name) == value, name);
    }
    let policy = header("content-security-policy");
    for directive in ["object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"] {
        require(policy.contains(directive), directive);
    }
    require(!policy.contains("unsafe") && !policy.contains('*') && !policy.contains("http"), "an open policy");
    let kind = seen.header("content-type");
    require(kind.is_none_or(|kind| kind.contains("charset=utf-8") || kind.starts_with("application/")), "charset");
    for name in ["server", "x-powered-by", "via", "access-control-allow-origin", "x-aspnet-version"] {
        require(seen.header(name).is_none(), name);
    }
    require(seen.headers.values().all(|values| values.len() == 1 || seen.changes_session()), "a header twice");
}

#[tokio::test]
async fn hdr_1_every_answer_of_every_route_carries_the_headers() {
    let world = World::new().await;
    let person = &world.b.people[0];
    let anonymous = world.server.anonymous();
    let id = unused_id().to_string();
    let mut findings = Findings::default();
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
            let seen = request.reply().await;
            require_secured(&mut findings, &what, &seen);
            if seen.changes_session() {
                findings.require(seen.header("cache-control") == Some("no-store"), || format!("{what} may be stored"));
                person.sign_in_again().await;
            }
            if seen.status != 304 && !matches!(route.path, "/docs" | "/openapi.json" | "/.well-known/jwks.json") {
                findings.require(seen.header("cache-control") == Some("no-store"), || format!("ten_5, {what}"));
            }
        }
    }
    findings.report();
}

/// What the server answers to bytes, as they are.
async fn raw(server: &TestServer, request: Vec<u8>) -> Reply {
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
    Reply::new("raw bytes".to_owned(), status, headers, body)
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
    let mut findings = Findings::default();
    for (status, request) in raws {
        let what = request[..request.len().min(60)].escape_ascii().to_string();
        let seen = raw(&server, request).await;
        findings.require(seen.status == status, || format!("{what}: {seen:?}"));
        require_secured(&mut findings, &what, &seen);
        findings.require(seen.body.contains("\"request_id\""), || format!("{what}: {seen:?}"));
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
        let seen = request.reply().await;
        findings.require(seen.status == status, || format!("{seen:?}"));
        require_secured(&mut findings, &status.to_string(), &seen);
        findings.require(seen.header("retry-after").is_some() == (status == 429), || format!("{seen:?}"));
        findings.require(seen.header("allow").is_some() == (status == 405), || format!("{seen:?}"));
    }
    server.db.superuser("alter table app.leads rename to elsewhere").await;
    let failed = owner.get("/api/leads").await.expect_status(500);
    require_secured(&mut findings, "500", &failed);
    findings.report();
}

#[tokio::test]
async fn hdr_2_signing_out_clears_the_browser_and_pages_name_no_other_host() {
    let server = TestServer::start().await;
    let user = server.user("user1@test.com").await;
    for path in ["/docs", "/docs/plain", "/openapi.json"] {
        let page = user.get(path).await.expect_status(200);
        assert!(!page.body.contains("user1@test.com"), "{path}");
        let scripts = page.body.matches("<script").count();
        assert_eq!(page.body.matches(" src=\"/docs/files/").count(), scripts, "{path}");
        assert_eq!(scripts > 0, path == "/docs");
        let loads =
            ["src=http", "src=\"http", "src=//", "href=http", "href=\"http", "@import", "url(http", "localStorage"];
        assert_eq!(loads.iter().find(|load| page.body.contains(**load)), None, "{path}");
    }
    let out = user.post_empty("/auth/logout").await;
    assert_eq!(out.header("clear-site-data"), Some("\"cache\", \"storage\""));
}

#[tokio::test]
async fn hdr_3_there_is_nothing_but_the_routes_of_the_table() {
    let server = TestServer::start().await;
    let user = server.user("user1@test.com").await;
    let mut findings = Findings::default();
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
        let seen = user.get(path).await;
        findings.require(seen.status == 404, || format!("{path}: {seen:?}"));
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
            let seen = user.request(verb.clone(), &path).reply().await;
            findings.require(seen.status == 405, || format!("{verb} {path}: {seen:?}"));
            findings
                .require(seen.header("allow").unwrap().contains(route.method.as_str()), || format!("{verb} {path}"));
        }
        findings.require(matches!(route.body, Body::None) || route.method != "GET", || {
            format!("{} reads a body", route.path)
        });
    }
    findings.report();
}
