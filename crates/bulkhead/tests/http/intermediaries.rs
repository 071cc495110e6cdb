//! What stands between clients, server and database, and is another's: proxies, other applications, idle timeouts.

use std::net::TcpListener;
use std::time::Duration;

use futures_util::future::join_all;
use reqwest::{Client, Method};
use serde_json::{Value as Json, json};
use tenancy::testing::TestDb;

use crate::support::mailbox;
use crate::support::reply::Ask;
use crate::support::server::{Caller, PASSWORD, TestServer};
use crate::support::wait::until;

/// A read and a write by themselves, and five of each at once: the statuses of those that failed.
async fn failures(user: &Caller) -> Vec<(Method, u16)> {
    let read = async || (Method::GET, user.get("/api/leads").await.status);
    let write = async || (Method::POST, user.post("/api/leads", json!({"name": "Lead X"})).await.status);
    let mut answers = vec![read().await, write().await];
    answers.extend(join_all((0..5).map(|_| read())).await);
    answers.extend(join_all((0..5).map(|_| write())).await);
    answers.retain(|(_, status)| !(200..300).contains(status));
    answers
}

#[tokio::test]
async fn a_database_that_ends_idle_sessions_fails_no_request() {
    let db = TestDb::new().await;
    db.superuser(&format!("alter database {} set idle_session_timeout = '3s'", db.name())).await;
    let server = TestServer::start_over(db, &[]).await;
    let user = server.user("user1@test.com").await;
    assert_eq!(failures(&user).await, []);
    tokio::time::sleep(Duration::from_secs(5)).await;
    assert_eq!(failures(&user).await, []);
    assert_eq!(server.anonymous().get("/health/ready").await.status, 200);
}

#[tokio::test]
async fn an_operator_who_ends_idle_sessions_fails_no_request() {
    let server = TestServer::start().await;
    let user = server.user("user1@test.com").await;
    assert_eq!(failures(&user).await, []);
    server
        .db
        .superuser(
            "do $$ begin
               perform pg_terminate_backend(pid, 5000) from pg_stat_activity
               where datname = current_database() and pid <> pg_backend_pid() and state = 'idle';
             end $$",
        )
        .await;
    assert_eq!(failures(&user).await, []);
}

#[tokio::test]
async fn a_tag_that_a_proxy_weakened_names_its_version() {
    let server = TestServer::start().await;
    let user = server.user("user1@test.com").await;
    let lead = user.post("/api/leads", json!({"name": "Lead X"})).await;
    let path = format!("/api/leads/{}", lead["id"].as_str().unwrap());
    let merge = async |tag: &str| {
        let request = user.request(Method::PATCH, &path).header("If-Match", tag).json(&json!({"company": tag}));
        request.header("Content-Type", "application/merge-patch+json").send().await.unwrap().status()
    };
    // As nginx, Caddy and Apache write them on an answer that they compressed.
    assert_eq!(merge("W/\"1\"").await, 200);
    assert_eq!(merge("\"2-gzip\"").await, 200);
    assert_eq!(merge("W/\"3-br\"").await, 200);
    assert_eq!(merge("W/\"3\"").await, 412);
    assert_eq!(merge("\"3-gzip\"").await, 412);
    for tag in ["W/\"4\"", "\"4-gzip\""] {
        let same = user.request(Method::GET, &path).header("If-None-Match", tag).send().await.unwrap();
        assert_eq!(same.status(), 304, "{tag}");
    }
    let delete = user.request(Method::DELETE, &path).header("If-Match", "W/\"4\"").send().await.unwrap();
    assert_eq!(delete.status(), 204);
}

#[tokio::test]
async fn an_empty_form_is_no_body_where_none_is_read() {
    let server = TestServer::start().await;
    let user = server.user("user1@test.com").await;
    let form = "application/x-www-form-urlencoded";
    let post = |path: &str| user.request(Method::POST, path).header("Content-Type", form);
    let seen = post("/auth/logout").body("a=b").reply().await;
    assert_eq!(seen.status, 415, "{seen:?}");
    // As `curl -X POST -d ''` has it, and a proxy that doesn't know yet whether a body follows.
    let seen = post("/api/leads").body("").reply().await;
    assert_eq!(seen.status, 415, "a body is read there: {seen:?}");
    let chunked = post("/auth/logout")
        .body(reqwest::Body::wrap_stream(futures_util::stream::empty::<Result<Vec<u8>, std::io::Error>>()));
    let seen = chunked.reply().await;
    assert_eq!(seen.status, 204, "{seen:?}");
    let user = server.user("user2@test.com").await;
    let seen = user.request(Method::POST, "/auth/logout").header("Content-Type", form).body("").reply().await;
    assert_eq!(seen.status, 204, "{seen:?}");
}

#[tokio::test]
async fn a_parameter_without_a_value_is_as_if_it_were_absent() {
    let server = TestServer::start().await;
    let user = server.user("user1@test.com").await;
    user.post("/api/leads", json!({"name": "Lead X"})).await;
    let expected = user.get("/api/leads").await;
    for path in [
        "/api/leads?q=&status=&sort=&limit=&cursor=&deleted=&email=",
        "/api/leads?q",
        "/api/leads?status&limit=50",
        "/api/leads?unknown=",
    ] {
        assert_eq!(user.get(path).await.ok(), expected, "{path}");
    }
    for path in [
        "/api/audit-log?table=&row_id=&actor_id=&cursor=&limit=",
        "/api/settings?limit=&cursor=",
        "/auth/history?limit=&cursor=",
        "/api/leads/export?format=",
        "/api/courses?q=",
        "/api/analytics/calls?from=&to=&bucket=&timezone=",
    ] {
        let answer = user.request(Method::GET, path).send().await.unwrap();
        assert_eq!(answer.status(), 200, "{path}");
    }
}

#[tokio::test]
async fn a_tenant_is_named_in_any_case() {
    let server = TestServer::start().await;
    let user = server.user("user1@test.com").await;
    let made = user.post("/api/tenants", json!({"name": "Acme", "slug": "acme"})).await;
    assert_eq!(made.status, 201, "{made}");
    user.in_tenant("acme").post("/api/leads", json!({"name": "Of Acme"})).await;
    for named in ["acme", "Acme", "ACME"] {
        let seen = user.in_tenant(named).request(Method::GET, "/api/leads").reply().await;
        assert_eq!((seen.status, seen.header("x-tenant")), (200, Some("acme")), "{named}");
        assert_eq!(seen.json()["items"].as_array().map(Vec::len), Some(1), "{named}");
        let me = user.in_tenant(named).get("/auth/me").await;
        assert_eq!((me.status, me["tenant"]["slug"].as_str()), (200, Some("acme")), "{named}: {me}");
    }
}

#[tokio::test]
async fn cookies_of_other_applications_on_the_domain_lock_no_user_out() {
    let server = TestServer::start_with(&[("PUBLIC_URL", "https://bulkhead.test")]).await;
    server.user("user1@test.com").await;
    let ours = server.sign_in_for_cookie("user1@test.com").await;
    assert!(ours.starts_with("__Host-session="), "{ours}");
    let me = |cookie: Vec<u8>| Client::new().get(format!("{}/auth/me", server.url)).header("Cookie", cookie);
    let others: [&[u8]; 9] = [
        b"session=a; session=b",
        b"device=a; device=b",
        b"sess%69on=a",
        b"session =a",
        b"nameless",
        b"=nameless",
        b"latin=\xe9",
        b"percent=%ff%zz",
        b";;",
    ];
    for other in others {
        for cookie in [[other, b"; ", ours.as_bytes()].concat(), [ours.as_bytes(), b"; ", other].concat()] {
            let what = cookie.escape_ascii().to_string();
            let seen = me(cookie).reply().await;
            assert_eq!(seen.status, 200, "{what}: {seen:?}");
        }
    }
    // A bearer token beside them is one credential and no second one.
    let seen = me(b"session=a".to_vec()).bearer_auth("none of ours").reply().await;
    assert_eq!(seen.status, 401, "{seen:?}");
    let twice = [ours.as_bytes(), b"; ", ours.as_bytes()].concat();
    assert_eq!(me(twice).reply().await.status, 400);
}

#[tokio::test]
async fn the_sixth_protocols_loopback_address_is_as_good_as_localhost() {
    // Taken and left again, for the name of the origin to be known before the server listens.
    let port = TcpListener::bind("[::1]:0").unwrap().local_addr().unwrap().port();
    let address = format!("[::1]:{port}");
    let server = TestServer::start_with(&[("BULKHEAD_ADDR", &address)]).await;
    let origins = [format!("http://{address}"), format!("http://localhost:{port}"), format!("http://127.0.0.1:{port}")];
    for (number, origin) in origins.iter().enumerate() {
        let user = server.anonymous();
        let body = json!({"email": format!("user{number}@test.com"), "password": PASSWORD});
        let register = user.request(Method::POST, "/auth/register").header("Origin", origin).json(&body);
        let made = register.reply().await.created();
        assert!(made.session_cookie().unwrap().starts_with("session="));
        let reply = user.get("/auth/me").await;
        assert_eq!(reply.status, 200, "{origin}");
    }
    let foreign = server.anonymous().request(Method::POST, "/auth/logout").header("Origin", "http://[::2]:4002");
    assert_eq!(foreign.reply().await.status, 403);
}

#[tokio::test]
async fn a_code_is_taken_as_it_is_grouped() {
    let server = TestServer::start().await;
    let caller = server.anonymous();
    for (number, grouped) in [("{}-{}", 0), (" {} {}", 1), ("{}\u{a0}{}", 2)].map(|(form, number)| (number, form)) {
        let contact = format!("ann{number}@test.com");
        let ask = json!({"contact": contact, "device_id": "phone"});
        assert_eq!(caller.post("/auth/otp/request", ask).await.status, 202);
        let sent = async || {
            let letters: Vec<Json> = mailbox::all(&server.url).await;
            letters
                .iter()
                .find(|letter| letter["to"] == contact.as_str())
                .and_then(|letter| Some(letter["code"].as_str()?.to_owned()))
        };
        until("the code is sent", async || sent().await.is_some()).await;
        let code = sent().await.unwrap();
        let code = grouped.replacen("{}", &code[..3], 1).replacen("{}", &code[3..], 1);
        let give = json!({"contact": contact, "device_id": "phone", "code": code});
        let answer = caller.post("/auth/otp/verify", give).await;
        assert_eq!(answer.status, 201, "{grouped}: {answer}");
    }
}
