//! Clients without cookies.

use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use reqwest::Method;
use serde_json::{Value as Json, json};
use web::route::Access;
use web::routes::ROUTES;

use crate::support::db_snapshot;
use crate::support::findings::Findings;
use crate::support::openapi_requests;
use crate::support::reply::{Ask, Reply};
use crate::support::server::{Caller, PASSWORD, TestServer};
use crate::support::world::{World, fresh_mark, method, send};

struct Tokens {
    access: String,
    refresh: String,
}

async fn tokens(server: &TestServer, email: &str) -> Tokens {
    let body = json!({"email": email, "password": PASSWORD, "device_name": "Ann's phone"});
    Tokens::of(&server.anonymous().post("/auth/token", body).await.ok())
}

impl Tokens {
    fn of(pair: &Reply) -> Self {
        Self { access: pair.text("access_token").to_owned(), refresh: pair.text("refresh_token").to_owned() }
    }
}

async fn refresh(server: &TestServer, token: &str) -> Reply {
    server.anonymous().post("/auth/token/refresh", json!({"refresh_token": token})).await
}

async fn status(caller: &Caller, path: &str) -> u16 {
    caller.get(path).await.status
}

#[tokio::test]
async fn a_client_without_cookies_does_what_a_browser_does() {
    let server = TestServer::start().await;
    server.user("user1@test.com").await;
    let body = json!({"email": "user1@test.com", "password": PASSWORD, "device_name": "Ann's phone"});
    let seen = server.anonymous().post("/auth/token", &body).await.ok();
    assert!(!seen.changes_session() && seen.header("cache-control") == Some("no-store"), "{seen:?}");
    assert_eq!((&seen.json()["token_type"], &seen.json()["expires_in"]), (&json!("Bearer"), &json!(900)));

    let client = server.anonymous().bearing(&Tokens::of(&seen).access);
    let me = client.get("/auth/me").await.ok();
    assert_eq!(
        (&me["user"]["email"], &me["session"]["device_name"]),
        (&json!("user1@test.com"), &json!("Ann's phone"))
    );
    client.post("/api/leads", json!({"name": "Lead X"})).await.created();
    assert_eq!(client.get("/api/leads").await["items"][0]["name"], "Lead X");
    let made = client.post("/api/tenants", json!({"name": "Acme", "slug": "acme"})).await;
    assert_eq!(client.in_tenant("acme").get("/api/tenant").await["id"], made["id"]);
    assert_eq!(client.get("/auth/sessions").await.items().len(), 2);
}

#[tokio::test]
async fn ses_6_tokens_of_a_session_take_a_fresh_proof_and_live_no_longer_than_it() {
    let server =
        TestServer::start_with(&[("SESSION_ABSOLUTE_SECONDS", "3600"), ("SESSION_IDLE_SECONDS", "3600")]).await;
    let browser = server.user("user1@test.com").await;
    server.clock.advance(Duration::from_mins(4));
    let ask = async || browser.post("/auth/token/session", json!({"device_name": "Ann's phone"})).await;
    let pair = ask().await.ok();
    let client = server.anonymous().bearing(&Tokens::of(&pair).access);
    let (own, me) = (browser.get("/auth/me").await.ok(), client.get("/auth/me").await.ok());
    assert_eq!((&me["user"], &me["session"]["device_name"]), (&own["user"], &json!("Ann's phone")));
    for time in ["expires_at", "proved_at"] {
        assert_eq!(me["session"][time], own["session"][time], "{time}");
    }
    assert_ne!(me["session"]["id"], own["session"]["id"]);
    server.clock.advance(Duration::from_secs(61));
    ask().await.expect(403, "reauthentication_required");
    let long = json!({"device_name": "x".repeat(101)});
    browser.post("/auth/reauthenticate", json!({"password": PASSWORD})).await.no_content();
    browser.post("/auth/token/session", long).await.expect_status(422);
    // Each ends by itself, and both at the limit of the first.
    browser.post_empty("/auth/logout").await.no_content();
    let renewed = refresh(&server, &Tokens::of(&pair).refresh).await.ok();
    server.clock.advance(Duration::from_mins(55));
    refresh(&server, &Tokens::of(&renewed).refresh).await.expect_status(401);
}

#[tokio::test]
async fn ses_2_two_credentials_in_one_request_are_refused() {
    let server = TestServer::start().await;
    let browser = server.user("user1@test.com").await;
    server.user("user2@test.com").await;
    let token = tokens(&server, "user2@test.com").await.access;
    let before = db_snapshot::of_all(&server.db).await;
    let mut findings = Findings::default();
    for route in ROUTES.iter() {
        for token in [&token, "x"] {
            let request = send(&browser, route, "x", &fresh_mark()).bearer_auth(token);
            let seen = request.reply().await;
            findings.require(seen.status == 400, || format!("{} {}: {seen:?}", route.method, route.path));
            findings.require(seen.json()["code"] == "credentials_refused", || format!("{seen:?}"));
        }
    }
    let twice = server.anonymous().request(Method::GET, "/auth/me").bearer_auth(&token).bearer_auth(&token);
    twice.reply().await.expect_status(400);
    assert_eq!(db_snapshot::of_all(&server.db).await, before);
    findings.report();
}

#[tokio::test]
async fn csrf_1_a_bearer_token_passes_a_foreign_origin_and_a_cookie_does_not() {
    let server = TestServer::start().await;
    let browser = server.user("user1@test.com").await;
    let client = browser.bearing(&tokens(&server, "user1@test.com").await.access);
    let foreign = |caller: &Caller, token: Option<&str>| {
        let request = caller.request(Method::POST, "/api/leads").json(&json!({"name": "x"}));
        let request = request.header("Origin", "https://app.example").header("Sec-Fetch-Site", "cross-site");
        match token {
            Some(token) => request.header("Authorization", token),
            None => request,
        }
    };
    foreign(&client, None).reply().await.created();
    // What a bearer token is not, lifts nothing off a cookie.
    for authorization in ["Basic YTpi", "Bearer", "Bearerx y", "Session x"] {
        foreign(&browser, Some(authorization)).reply().await.expect_status(403);
    }
    foreign(&browser, Some("Bearer x")).reply().await.expect_status(400);
    foreign(&server.anonymous(), Some("Bearer x")).reply().await.expect_status(401);
}

#[tokio::test]
async fn ses_4_no_token_but_a_live_one_of_ours_opens_any_route() {
    let world = World::new().await;
    let server = &world.server;
    let owner = &world.b.people[0];
    let pair = tokens(server, &owner.email).await;
    let [header, payload, signature] = pair.access.split('.').collect::<Vec<_>>().try_into().unwrap();
    let jwks = server.anonymous().get("/.well-known/jwks.json").await.ok();
    let kid = jwks["keys"][0]["kid"].as_str().unwrap();
    let encode = |json: Json| URL_SAFE_NO_PAD.encode(json.to_string());
    let none = encode(json!({"alg": "none", "typ": "at+jwt", "kid": kid}));
    let hmac = encode(json!({"alg": "HS256", "typ": "at+jwt", "kid": kid}));
    let unknown = encode(json!({"alg": "EdDSA", "typ": "at+jwt", "kid": "unknown"}));
    let cookie = server.sign_in_for_cookie(&owner.email).await;
    let forged = [
        String::new(),
        "x".to_owned(),
        format!("{none}.{payload}."),
        format!("{none}.{payload}.{signature}"),
        format!("{hmac}.{payload}.{signature}"),
        format!("{unknown}.{payload}.{signature}"),
        format!("{header}.{payload}."),
        format!("{header}.{payload}.{}", "A".repeat(86)),
        pair.refresh.clone(),
        cookie.split_once('=').unwrap().1.to_owned(),
    ];
    let mut findings = Findings::default();
    for route in ROUTES.iter().filter(|route| !matches!(route.access, Access::Open(_))) {
        let path = openapi_requests::path(route, world.b.row_of(route).unwrap_or("x"));
        for token in &forged {
            let request = owner.caller.bearing(token).request(method(route), &path);
            let answer = request.header("Content-Type", "application/json").body("{ broken").reply().await;
            findings.require(answer.status == 401, || format!("{} {} with {token}", route.method, route.path));
            findings.require(answer.header("www-authenticate") == Some("Bearer"), || format!("{answer:?}"));
        }
    }
    refresh(server, &pair.refresh).await.ok();
    findings.report();
}

#[tokio::test]
async fn ses_5_what_ends_the_session_ends_its_tokens_at_the_next_request() {
    let server = TestServer::start().await;
    let browser = server.user("user1@test.com").await;
    for way in ["logout", "end", "all", "revoke", "reuse"] {
        let pair = tokens(&server, "user1@test.com").await;
        let client = server.anonymous().bearing(&pair.access);
        let me = client.get("/auth/me").await.ok();
        let body = json!({"refresh_token": pair.refresh});
        let ended = match way {
            "logout" => client.post_empty("/auth/logout").await.status,
            "all" => client.post_empty("/auth/logout-all").await.status,
            "revoke" => server.anonymous().post("/auth/token/revoke", body).await.status,
            "reuse" => {
                refresh(&server, &pair.refresh).await.ok();
                assert_eq!(status(&client, "/auth/me").await, 200);
                refresh(&server, &pair.refresh).await.expect_status(401);
                204
            }
            _ => {
                let id = me["session"]["id"].as_str().unwrap();
                browser.delete(&format!("/auth/sessions/{id}")).await.status
            }
        };
        assert_eq!(ended, 204, "{way}");
        assert_eq!(status(&client, "/auth/me").await, 401, "{way}");
        assert_eq!(status(&client, "/api/leads").await, 401, "{way}");
        assert_eq!(refresh(&server, &pair.refresh).await.status, 401, "{way}");
        if way == "all" {
            assert_eq!(status(&browser, "/auth/me").await, 401);
            browser.login("user1@test.com", PASSWORD).await.ok();
        }
    }
    for nothing in ["x".to_owned(), "A".repeat(43)] {
        let body = json!({"refresh_token": nothing});
        server.anonymous().post("/auth/token/revoke", body).await.no_content();
        refresh(&server, &nothing).await.expect_status(401);
    }
}

#[tokio::test]
async fn ses_6_an_access_token_lives_for_a_quarter_of_an_hour() {
    let server = TestServer::start().await;
    server.user("user1@test.com").await;
    let pair = tokens(&server, "user1@test.com").await;
    let client = server.anonymous().bearing(&pair.access);
    server.clock.advance(Duration::from_secs(899));
    assert_eq!(status(&client, "/auth/me").await, 200);
    server.clock.advance(Duration::from_secs(1));
    assert_eq!(status(&client, "/auth/me").await, 401);
    let renewed = refresh(&server, &pair.refresh).await.ok();
    assert_eq!(status(&client.bearing(&Tokens::of(&renewed).access), "/auth/me").await, 200);
}

#[tokio::test]
async fn log_2_guesses_for_tokens_and_for_cookies_are_counted_together() {
    let server = TestServer::start().await;
    server.user("user1@test.com").await;
    for guess in 0..10 {
        let path = if guess % 2 == 0 { "/auth/token" } else { "/auth/login" };
        let body = json!({"email": "user1@test.com", "password": "a wrong guess"});
        server.anonymous().post(path, body).await.expect_status(401);
    }
    for path in ["/auth/token", "/auth/login"] {
        let body = json!({"email": "user1@test.com", "password": PASSWORD});
        server.anonymous().post(path, body).await.expect_status(429);
    }
}

#[tokio::test]
async fn the_keys_are_public_and_hold_nothing_private() {
    let server = TestServer::start().await;
    server.user("user1@test.com").await;
    let token = tokens(&server, "user1@test.com").await.access;
    let seen = server.anonymous().get("/.well-known/jwks.json").await;
    assert_eq!(seen.header("cache-control"), Some("public, max-age=300"));
    let header = URL_SAFE_NO_PAD.decode(token.split('.').next().unwrap()).unwrap();
    let header: Json = serde_json::from_slice(&header).unwrap();
    let keys = seen.json()["keys"].as_array().unwrap().clone();
    let own = keys.iter().find(|key| key["kid"] == header["kid"]).unwrap();
    let names: Vec<_> = own.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(names, ["kty", "crv", "use", "alg", "kid", "x"]);
}
