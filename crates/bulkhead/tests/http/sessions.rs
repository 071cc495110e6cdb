//! What opens a session, what ends it, and what never becomes one, on every route of the table.

use std::collections::HashSet;
use std::time::Duration;

use reqwest::{Client, Method, RequestBuilder};
use serde_json::json;
use web::route::Access;
use web::routes::ROUTES;

use crate::support::db_snapshot;
use crate::support::findings::Findings;
use crate::support::openapi_requests;
use crate::support::reply::Ask;
use crate::support::server::{Caller, PASSWORD, TestServer};
use crate::support::wait::seen_now;
use crate::support::world::{World, fresh_mark, method, send, unused_id};

fn with_cookie(server: &TestServer, method: Method, path: &str, cookie: impl AsRef<[u8]>) -> RequestBuilder {
    Client::new().request(method, format!("{}{path}", server.url)).header("Cookie", cookie.as_ref())
}

async fn opens(server: &TestServer, cookie: &str) -> u16 {
    with_cookie(server, Method::GET, "/auth/me", cookie).reply().await.status
}

#[tokio::test]
async fn ses_2_disguised_and_duplicate_cookie_names_never_authenticate_on_any_route() {
    let mut findings = Findings::default();
    for (public_url, name) in [("http://localhost", "session"), ("https://bulkhead.test", "__Host-session")] {
        let server = TestServer::start_with(&[("PUBLIC_URL", public_url)]).await;
        server.user("victim@test.com").await;
        server.user("attacker@test.com").await;
        let victim = server.sign_in_for_cookie("victim@test.com").await;
        let attacker = server.sign_in_for_cookie("attacker@test.com").await;
        assert!(victim.starts_with(&format!("{name}=")));
        let value = attacker.split_once('=').unwrap().1;
        let before = db_snapshot::of_all(&server.db).await;
        let encoded = format!("%{:02X}{}", name.as_bytes()[0], &name[1..]);
        let mut cookies: Vec<Vec<u8>> = Vec::new();
        for disguise in [
            encoded.clone(),
            format!("{name}%20"),
            format!("{name} "),
            format!("\u{2000}{name}"),
            format!("{name}\u{a0}"),
        ] {
            cookies.push(format!("{disguise}={value}").into());
            cookies.push(format!("{victim}; {disguise}={value}").into());
            cookies.push(format!("{disguise}={value}; {victim}").into());
        }
        // In front of everything it would be the header's own white space.
        cookies.push(format!("{victim};\t{name}={value}").into());
        cookies.push(format!("{victim}; {attacker}").into());
        cookies.push(format!("{attacker}; {victim}").into());
        cookies.push(format!("{victim}; {victim}").into());
        for cookie in &cookies {
            for route in ROUTES.iter() {
                let path = openapi_requests::path(route, &unused_id().to_string());
                let mut request = with_cookie(&server, method(route), &path, cookie);
                if let Some(payload) = openapi_requests::payload(route, "x") {
                    request = request.header("Content-Type", payload.content_type).body(payload.text);
                }
                let seen = request.reply().await;
                findings.require(seen.status == 400, || {
                    format!("{} {}, {}: {seen:?}", route.method, route.path, cookie.escape_ascii())
                });
                findings.require(!seen.changes_session(), || format!("{seen:?}"));
            }
        }
        findings.require(db_snapshot::of_all(&server.db).await == before, || format!("{public_url}: rows changed"));
        findings.require(opens(&server, &victim).await == 200, || format!("{public_url}: the session is over"));
        // Another spelling of the name is another cookie.
        for other in [name.to_uppercase(), format!("{name}2"), format!("x{name}"), "__Secure-session".to_owned()] {
            findings.require(opens(&server, &format!("{other}={value}")).await == 401, || {
                format!("{other} opens a session")
            });
        }
    }
    findings.report();
}

#[tokio::test]
async fn ses_2_the_plain_name_opens_nothing_under_https() {
    let server = TestServer::start_with(&[("PUBLIC_URL", "https://bulkhead.test")]).await;
    server.user("user1@test.com").await;
    let cookie = server.sign_in_for_cookie("user1@test.com").await;
    assert_eq!(opens(&server, &cookie).await, 200);
    assert_eq!(opens(&server, cookie.trim_start_matches("__Host-")).await, 401);
}

#[tokio::test]
async fn ses_3_tokens_are_unique_and_nowhere_in_the_database() {
    let server = TestServer::start().await;
    server.user("user1@test.com").await;
    let mut tokens = HashSet::new();
    for _ in 0..20 {
        let cookie = server.sign_in_for_cookie("user1@test.com").await;
        let value = cookie.split_once('=').unwrap().1;
        // The cookie is a signature, then the token.
        let token = value[value.len() - 43..].to_owned();
        assert!(tokens.insert(token));
    }
    let dump = db_snapshot::dump(&server.db).await;
    let text = dump.values().flatten().map(String::as_str).collect::<Vec<_>>().join("\n");
    assert!(text.contains("user1@test.com"), "the dump is a dump");
    assert!(tokens.iter().all(|token| !text.contains(token)));
}

#[tokio::test]
async fn ses_4_an_invented_token_becomes_no_session_by_signing_in() {
    let server = TestServer::start().await;
    server.user("user1@test.com").await;
    let real = server.sign_in_for_cookie("user1@test.com").await;
    let (start, end) = real.split_at(real.len() - 4);
    for invented in
        [format!("{start}AAAA"), format!("session={}", "A".repeat(87)), format!("{start}{end}x"), "session=null".into()]
    {
        assert_eq!(opens(&server, &invented).await, 401, "{invented}");
        let body = json!({"email": "user1@test.com", "password": PASSWORD});
        let answer = with_cookie(&server, Method::POST, "/auth/login", &invented).json(&body).reply().await.ok();
        assert_ne!(answer.session_cookie().unwrap(), invented);
        assert_eq!(opens(&server, &invented).await, 401, "{invented}");
    }
    // A sign-in with the cookie of another user's live session replaces that session, which ends.
    server.user("user2@test.com").await;
    let body = json!({"email": "user2@test.com", "password": PASSWORD});
    with_cookie(&server, Method::POST, "/auth/login", &real).json(&body).reply().await.ok();
    assert_eq!(opens(&server, &real).await, 401);
}

#[tokio::test]
async fn ses_5_nothing_succeeds_after_a_session_was_revoked_from_elsewhere() {
    let server = TestServer::start().await;
    let owner = server.user("user1@test.com").await;
    let mut findings = Findings::default();
    for way in ["one", "all"] {
        let cookie = server.sign_in_for_cookie("user1@test.com").await;
        let me = owner.get("/auth/me").await.ok();
        let listed = owner.get("/auth/sessions").await.ok();
        let sessions = listed.items();
        let other = sessions.iter().find(|session| session["id"] != me["session"]["id"]).unwrap();
        let busy: Vec<_> = (0..8)
            .map(|number| {
                let request = with_cookie(&server, Method::POST, "/api/leads", &cookie);
                tokio::spawn(request.json(&json!({"name": format!("Lead {number}")})).reply())
            })
            .collect();
        let ended = match way {
            "one" => owner.delete(&format!("/auth/sessions/{}", other["id"].as_str().unwrap())).await,
            _ => owner.post_empty("/auth/logout-all").await,
        };
        ended.no_content();
        for one in busy {
            let answer = one.await.unwrap();
            findings.require(answer.status < 500, || format!("{answer}"));
        }
        for route in ROUTES.iter().filter(|route| !matches!(route.access, Access::Open(_))) {
            let path = openapi_requests::path(route, &unused_id().to_string());
            let request =
                with_cookie(&server, method(route), &path, &cookie).header("Content-Type", "application/json");
            let status = request.body("{}").reply().await.status;
            findings.require(status == 401, || format!("{} {}", route.method, route.path));
        }
    }
    findings.report();
}

#[tokio::test]
async fn ses_6_limits_are_exact_to_the_second() {
    let limits = [("SESSION_IDLE_SECONDS", "600"), ("SESSION_ABSOLUTE_SECONDS", "3600")];
    let server = TestServer::start_with(&limits).await;
    server.user("user1@test.com").await;
    let seconds = Duration::from_secs;

    for (after, status) in [(599, 200), (601, 401)] {
        let cookie = server.sign_in_for_cookie("user1@test.com").await;
        server.clock.advance(seconds(after));
        assert_eq!(opens(&server, &cookie).await, status, "idle for {after} s");
    }

    let cookie = server.sign_in_for_cookie("user1@test.com").await;
    for _ in 0..7 {
        server.clock.advance(seconds(500));
        assert_eq!(opens(&server, &cookie).await, 200);
        seen_now(&server).await;
    }
    server.clock.advance(seconds(99));
    assert_eq!(opens(&server, &cookie).await, 200, "a second before the absolute limit");
    server.clock.advance(seconds(2));
    assert_eq!(opens(&server, &cookie).await, 401, "a second after the absolute limit");
}

#[tokio::test]
async fn ses_7_another_users_session_is_not_there() {
    let world = World::new().await;
    let attacker = &world.b.people[0].caller;
    let victim = &world.a.people[0].caller;
    let me = victim.get("/auth/me").await.ok();
    let theirs = me["session"]["id"].as_str().unwrap();
    let path = |id: &str| format!("/auth/sessions/{id}");
    let seen = attacker.delete(&path(theirs)).await;
    let control = attacker.delete(&path(&unused_id().to_string())).await;
    assert_eq!(seen, control);
    assert_eq!(seen.status, 404);
    victim.get("/auth/me").await.ok();
    let listed = attacker.get("/auth/sessions").await.ok();
    assert!(!listed.body.contains(theirs));
    assert!(!listed.body.contains("token"), "{listed}");
}

#[tokio::test]
async fn ses_8_anonymous_traffic_leaves_no_row_and_gets_no_cookie() {
    let server = TestServer::start().await;
    let before = db_snapshot::of_all(&server.db).await;
    let strangers = [server.anonymous(), Caller::new(&server.url)];
    let mut findings = Findings::default();
    for route in ROUTES.iter() {
        for (number, caller) in strangers.iter().enumerate() {
            let request = match number {
                0 => caller.request(method(route), &openapi_requests::path(route, "x")),
                _ => caller
                    .request(method(route), &openapi_requests::path(route, "x"))
                    .header("Cookie", "session=abc; device=def"),
            };
            // The bodies name no address: a refused sign-in that names one is counted, which writes a row.
            let request = request.header("Content-Type", "application/json").body("{}");
            let seen = request.reply().await;
            findings.require(!seen.changes_session(), || format!("{} {}: {seen:?}", route.method, route.path));
        }
    }
    assert_eq!(db_snapshot::of_all(&server.db).await, before);
    let world_route = ROUTES.iter().find(|route| route.path == "/auth/login").unwrap();
    let refused = send(&strangers[0], world_route, "", &fresh_mark()).reply().await;
    assert_eq!((refused.status, refused.changes_session()), (401, false));
    findings.report();
}
