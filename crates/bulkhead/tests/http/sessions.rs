//! What opens a session, what ends it, and what never becomes one, on every route of the table.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking, its helpers included")]

use std::collections::HashSet;
use std::time::Duration;

use reqwest::{Client, Method, RequestBuilder};
use serde_json::json;
use web::route::Access;
use web::routes::ROUTES;

use crate::db_snapshot;
use crate::openapi_requests;
use crate::response::Exchange;
use crate::server::{Caller, PASSWORD, TestServer, session_cookie};
use crate::world::{World, fresh_mark, method, send, unused_id};

fn with_cookie(server: &TestServer, method: Method, path: &str, cookie: impl AsRef<[u8]>) -> RequestBuilder {
    Client::new().request(method, format!("{}{path}", server.url)).header("Cookie", cookie.as_ref())
}

async fn opens(server: &TestServer, cookie: &str) -> u16 {
    with_cookie(server, Method::GET, "/auth/me", cookie).send().await.unwrap().status().as_u16()
}

#[tokio::test]
async fn ses_2_disguised_and_duplicate_cookie_names_never_authenticate_on_any_route() {
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
                let seen = Exchange::send(request).await;
                assert_eq!(seen.status, 400, "{} {}, {}: {seen:?}", route.method, route.path, cookie.escape_ascii());
                assert!(!seen.changes_session());
            }
        }
        assert_eq!(db_snapshot::of_all(&server.db).await, before);
        assert_eq!(opens(&server, &victim).await, 200);
        // Another spelling of the name is another cookie.
        for other in [name.to_uppercase(), format!("{name}2"), format!("x{name}"), "__Secure-session".to_owned()] {
            assert_eq!(opens(&server, &format!("{other}={value}")).await, 401);
        }
    }
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
        let answer = with_cookie(&server, Method::POST, "/auth/login", &invented).json(&body).send().await.unwrap();
        assert_eq!(answer.status(), 200);
        assert_ne!(session_cookie(&answer).unwrap(), invented);
        assert_eq!(opens(&server, &invented).await, 401, "{invented}");
    }
    // A sign-in with the cookie of another user's live session replaces that session, which ends.
    server.user("user2@test.com").await;
    let body = json!({"email": "user2@test.com", "password": PASSWORD});
    let answer = with_cookie(&server, Method::POST, "/auth/login", &real).json(&body).send().await.unwrap();
    assert_eq!(answer.status(), 200);
    assert_eq!(opens(&server, &real).await, 401);
}

#[tokio::test]
async fn ses_5_nothing_succeeds_after_a_session_was_revoked_from_elsewhere() {
    let server = TestServer::start().await;
    let owner = server.user("user1@test.com").await;
    for way in ["one", "all"] {
        let cookie = server.sign_in_for_cookie("user1@test.com").await;
        let (_, me) = owner.get("/auth/me").await;
        let (_, listed) = owner.get("/auth/sessions").await;
        let sessions = listed["items"].as_array().unwrap();
        let other = sessions.iter().find(|session| session["id"] != me["session"]["id"]).unwrap();
        let busy: Vec<_> = (0..8)
            .map(|number| {
                let request = with_cookie(&server, Method::POST, "/api/leads", &cookie);
                tokio::spawn(request.json(&json!({"name": format!("Lead {number}")})).send())
            })
            .collect();
        let ended = match way {
            "one" => {
                owner.send(Method::DELETE, &format!("/auth/sessions/{}", other["id"].as_str().unwrap()), None).await
            }
            _ => owner.send(Method::POST, "/auth/logout-all", None).await,
        };
        assert_eq!(ended.0, 204);
        for one in busy {
            assert!(!one.await.unwrap().unwrap().status().is_server_error());
        }
        for route in ROUTES.iter().filter(|route| !matches!(route.access, Access::Open(_))) {
            let path = openapi_requests::path(route, &unused_id().to_string());
            let request =
                with_cookie(&server, method(route), &path, &cookie).header("Content-Type", "application/json");
            let status = request.body("{}").send().await.unwrap().status();
            assert_eq!(status, 401, "{} {}", route.method, route.path);
        }
    }
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

/// Waits until the use of the session is written down, which happens off the request's path.
pub async fn seen_now(server: &TestServer) {
    let now = server.clock.now();
    let mut superuser = server.db.connect("postgres").await;
    for _ in 0..500 {
        let seen: bool = sqlx::query_scalar("select exists (select from auth.sessions where last_seen_at = $1)")
            .bind(now)
            .fetch_one(&mut superuser)
            .await
            .unwrap();
        if seen {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("the use of the session was not noted");
}

#[tokio::test]
async fn ses_7_another_users_session_is_not_there() {
    let world = World::new().await;
    let attacker = &world.b.people[0].caller;
    let victim = &world.a.people[0].caller;
    let (_, me) = victim.get("/auth/me").await;
    let theirs = me["session"]["id"].as_str().unwrap();
    let path = |id: &str| format!("/auth/sessions/{id}");
    let seen = Exchange::send(attacker.request(Method::DELETE, &path(theirs))).await;
    let control = Exchange::send(attacker.request(Method::DELETE, &path(&unused_id().to_string()))).await;
    assert_eq!(seen, control);
    assert_eq!(seen.status, 404);
    assert_eq!(victim.get("/auth/me").await.0, 200);
    let (_, listed) = attacker.get("/auth/sessions").await;
    assert!(!listed.to_string().contains(theirs));
    assert!(!listed.to_string().contains("token"), "{listed}");
}

#[tokio::test]
async fn ses_8_anonymous_traffic_leaves_no_row_and_gets_no_cookie() {
    let server = TestServer::start().await;
    let before = db_snapshot::of_all(&server.db).await;
    let strangers = [server.anonymous(), Caller::new(&server.url)];
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
            let seen = Exchange::send(request).await;
            assert!(!seen.changes_session(), "{} {}: {seen:?}", route.method, route.path);
        }
    }
    assert_eq!(db_snapshot::of_all(&server.db).await, before);
    let world_route = ROUTES.iter().find(|route| route.path == "/auth/login").unwrap();
    let refused = Exchange::send(send(&strangers[0], world_route, "", &fresh_mark())).await;
    assert_eq!((refused.status, refused.changes_session()), (401, false));
}
