//! Clients without cookies.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking, its helpers included")]

use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use reqwest::Method;
use serde_json::{Value as Json, json};
use web::route::Access;
use web::routes::ROUTES;

use crate::db_snapshot;
use crate::openapi_requests;
use crate::response::Exchange;
use crate::server::{Caller, PASSWORD, TestServer};
use crate::world::{World, fresh_mark, method, send};

struct Tokens {
    access: String,
    refresh: String,
}

async fn tokens(server: &TestServer, email: &str) -> Tokens {
    let body = json!({"email": email, "password": PASSWORD, "device_name": "Ann's phone"});
    let (status, pair) = server.anonymous().post("/auth/token", body).await;
    assert_eq!(status, 200, "{pair}");
    Tokens::of(&pair)
}

impl Tokens {
    fn of(pair: &Json) -> Self {
        let text = |name: &str| pair[name].as_str().unwrap().to_owned();
        Self { access: text("access_token"), refresh: text("refresh_token") }
    }
}

async fn refresh(server: &TestServer, token: &str) -> (u16, Json) {
    let (status, answer) = server.anonymous().post("/auth/token/refresh", json!({"refresh_token": token})).await;
    (status.as_u16(), answer)
}

async fn status(caller: &Caller, path: &str) -> u16 {
    caller.get(path).await.0.as_u16()
}

#[tokio::test]
async fn a_client_without_cookies_does_what_a_browser_does() {
    let server = TestServer::start().await;
    server.user("user1@test.com").await;
    let body = json!({"email": "user1@test.com", "password": PASSWORD, "device_name": "Ann's phone"});
    let answer = server.anonymous().request(Method::POST, "/auth/token").json(&body).send().await.unwrap();
    let seen = Exchange::of(answer).await;
    assert!(!seen.changes_session() && seen.header("cache-control") == Some("no-store"), "{seen:?}");
    assert_eq!((&seen.json()["token_type"], &seen.json()["expires_in"]), (&json!("Bearer"), &json!(900)));

    let client = server.anonymous().bearing(&Tokens::of(&seen.json()).access);
    let (_, me) = client.get("/auth/me").await;
    assert_eq!(
        (&me["user"]["email"], &me["session"]["device_name"]),
        (&json!("user1@test.com"), &json!("Ann's phone"))
    );
    assert_eq!(client.post("/api/leads", json!({"name": "Lead X"})).await.0, 201);
    assert_eq!(client.get("/api/leads").await.1["items"][0]["name"], "Lead X");
    let (_, made) = client.post("/api/tenants", json!({"name": "Acme", "slug": "acme"})).await;
    assert_eq!(client.in_tenant("acme").get("/api/tenant").await.1["id"], made["id"]);
    assert_eq!(client.get("/auth/sessions").await.1["items"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn ses_6_tokens_of_a_session_take_a_fresh_proof_and_live_no_longer_than_it() {
    let server =
        TestServer::start_with(&[("SESSION_ABSOLUTE_SECONDS", "3600"), ("SESSION_IDLE_SECONDS", "3600")]).await;
    let browser = server.user("user1@test.com").await;
    server.clock.advance(Duration::from_mins(4));
    let ask = async || browser.post("/auth/token/session", json!({"device_name": "Ann's phone"})).await;
    let (status_of_it, pair) = ask().await;
    assert_eq!(status_of_it, 200, "{pair}");
    let client = server.anonymous().bearing(&Tokens::of(&pair).access);
    let ((_, own), (_, me)) = (browser.get("/auth/me").await, client.get("/auth/me").await);
    assert_eq!((&me["user"], &me["session"]["device_name"]), (&own["user"], &json!("Ann's phone")));
    for time in ["expires_at", "proved_at"] {
        assert_eq!(me["session"][time], own["session"][time], "{time}");
    }
    assert_ne!(me["session"]["id"], own["session"]["id"]);
    server.clock.advance(Duration::from_secs(61));
    let (status_of_it, answer) = ask().await;
    assert_eq!((status_of_it.as_u16(), &answer["code"]), (403, &json!("reauthentication_required")));
    let long = json!({"device_name": "x".repeat(101)});
    assert_eq!(browser.post("/auth/reauthenticate", json!({"password": PASSWORD})).await.0, 204);
    assert_eq!(browser.post("/auth/token/session", long).await.0, 422);
    // Each ends by itself, and both at the limit of the first.
    assert_eq!(browser.send(Method::POST, "/auth/logout", None).await.0, 204);
    let (status_of_it, renewed) = refresh(&server, &Tokens::of(&pair).refresh).await;
    assert_eq!(status_of_it, 200);
    server.clock.advance(Duration::from_mins(55));
    assert_eq!(refresh(&server, &Tokens::of(&renewed).refresh).await.0, 401);
}

#[tokio::test]
async fn ses_2_two_credentials_in_one_request_are_refused() {
    let server = TestServer::start().await;
    let browser = server.user("user1@test.com").await;
    server.user("user2@test.com").await;
    let token = tokens(&server, "user2@test.com").await.access;
    let before = db_snapshot::of_all(&server.db).await;
    for route in ROUTES.iter() {
        for token in [&token, "x"] {
            let request = send(&browser, route, "x", &fresh_mark()).bearer_auth(token);
            let seen = Exchange::send(request).await;
            assert_eq!(seen.status, 400, "{} {}: {seen:?}", route.method, route.path);
            assert_eq!(seen.json()["code"], "credentials_refused");
        }
    }
    let twice = server.anonymous().request(Method::GET, "/auth/me").bearer_auth(&token).bearer_auth(&token);
    assert_eq!(twice.send().await.unwrap().status(), 400);
    assert_eq!(db_snapshot::of_all(&server.db).await, before);
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
    assert_eq!(foreign(&client, None).send().await.unwrap().status(), 201);
    // What a bearer token is not, lifts nothing off a cookie.
    for authorization in ["Basic YTpi", "Bearer", "Bearerx y", "Session x"] {
        assert_eq!(foreign(&browser, Some(authorization)).send().await.unwrap().status(), 403, "{authorization}");
    }
    assert_eq!(foreign(&browser, Some("Bearer x")).send().await.unwrap().status(), 400);
    assert_eq!(foreign(&server.anonymous(), Some("Bearer x")).send().await.unwrap().status(), 401);
}

#[tokio::test]
async fn ses_4_no_token_but_a_live_one_of_ours_opens_any_route() {
    let world = World::new().await;
    let server = &world.server;
    let owner = &world.b.people[0];
    let pair = tokens(server, &owner.email).await;
    let [header, payload, signature] = pair.access.split('.').collect::<Vec<_>>().try_into().unwrap();
    let (_, jwks) = server.anonymous().get("/.well-known/jwks.json").await;
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
    for route in ROUTES.iter().filter(|route| !matches!(route.access, Access::Open(_))) {
        let path = openapi_requests::path(route, world.b.row_of(route).unwrap_or("x"));
        for token in &forged {
            let request = owner.caller.bearing(token).request(method(route), &path);
            let answer = request.header("Content-Type", "application/json").body("{ broken").send().await.unwrap();
            assert_eq!(answer.status(), 401, "{} {} with {token}", route.method, route.path);
            assert_eq!(answer.headers()["www-authenticate"], "Bearer");
        }
    }
    let refreshed = refresh(server, &pair.refresh).await;
    assert_eq!(refreshed.0, 200, "{}", refreshed.1);
}

#[tokio::test]
async fn ses_5_what_ends_the_session_ends_its_tokens_at_the_next_request() {
    let server = TestServer::start().await;
    let browser = server.user("user1@test.com").await;
    for way in ["logout", "end", "all", "revoke", "reuse"] {
        let pair = tokens(&server, "user1@test.com").await;
        let client = server.anonymous().bearing(&pair.access);
        let (_, me) = client.get("/auth/me").await;
        let body = json!({"refresh_token": pair.refresh});
        let ended = match way {
            "logout" => client.send(Method::POST, "/auth/logout", None).await.0,
            "all" => client.send(Method::POST, "/auth/logout-all", None).await.0,
            "revoke" => server.anonymous().post("/auth/token/revoke", body).await.0,
            "reuse" => {
                assert_eq!(refresh(&server, &pair.refresh).await.0, 200);
                assert_eq!(status(&client, "/auth/me").await, 200);
                assert_eq!(refresh(&server, &pair.refresh).await.0, 401);
                reqwest::StatusCode::NO_CONTENT
            }
            _ => {
                let id = me["session"]["id"].as_str().unwrap();
                browser.send(Method::DELETE, &format!("/auth/sessions/{id}"), None).await.0
            }
        };
        assert_eq!(ended, 204, "{way}");
        assert_eq!(status(&client, "/auth/me").await, 401, "{way}");
        assert_eq!(status(&client, "/api/leads").await, 401, "{way}");
        assert_eq!(refresh(&server, &pair.refresh).await.0, 401, "{way}");
        if way == "all" {
            assert_eq!(status(&browser, "/auth/me").await, 401);
            let body = json!({"email": "user1@test.com", "password": PASSWORD});
            assert_eq!(browser.post("/auth/login", body).await.0, 200);
        }
    }
    for nothing in ["x".to_owned(), "A".repeat(43)] {
        let body = json!({"refresh_token": nothing});
        assert_eq!(server.anonymous().post("/auth/token/revoke", body).await.0, 204);
        assert_eq!(refresh(&server, &nothing).await.0, 401);
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
    let (status_of_it, renewed) = refresh(&server, &pair.refresh).await;
    assert_eq!(status_of_it, 200);
    assert_eq!(status(&client.bearing(&Tokens::of(&renewed).access), "/auth/me").await, 200);
}

#[tokio::test]
async fn log_2_guesses_for_tokens_and_for_cookies_are_counted_together() {
    let server = TestServer::start().await;
    server.user("user1@test.com").await;
    for guess in 0..10 {
        let path = if guess % 2 == 0 { "/auth/token" } else { "/auth/login" };
        let body = json!({"email": "user1@test.com", "password": "a wrong guess"});
        assert_eq!(server.anonymous().post(path, body).await.0, 401);
    }
    for path in ["/auth/token", "/auth/login"] {
        let body = json!({"email": "user1@test.com", "password": PASSWORD});
        assert_eq!(server.anonymous().post(path, body).await.0, 429, "{path}");
    }
}

#[tokio::test]
async fn the_keys_are_public_and_hold_nothing_private() {
    let server = TestServer::start().await;
    server.user("user1@test.com").await;
    let token = tokens(&server, "user1@test.com").await.access;
    let seen = Exchange::send(server.anonymous().request(Method::GET, "/.well-known/jwks.json")).await;
    assert_eq!(seen.header("cache-control"), Some("public, max-age=300"));
    let header = URL_SAFE_NO_PAD.decode(token.split('.').next().unwrap()).unwrap();
    let header: Json = serde_json::from_slice(&header).unwrap();
    let keys = seen.json()["keys"].as_array().unwrap().clone();
    let own = keys.iter().find(|key| key["kid"] == header["kid"]).unwrap();
    let names: Vec<_> = own.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(names, ["kty", "crv", "use", "alg", "kid", "x"]);
}
