//! Signing up, in and out.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking, its helpers included")]

use std::time::Duration;

use reqwest::Method;
use serde_json::json;

use crate::support::reply::{Ask, Reply};
use crate::support::server::{Caller, PASSWORD, TestServer};
use crate::support::state;

async fn login(caller: &Caller, email: &str, password: &str) -> Reply {
    caller.login(email, password).await
}

/// The `Set-Cookie` lines of a registration.
async fn cookies_of_registration(server: &TestServer, email: &str) -> Vec<String> {
    let body = json!({"email": email, "password": PASSWORD});
    let answer = server.anonymous().post("/auth/register", &body).await.created();
    assert!(!answer.body.contains("session="), "{answer}");
    answer.headers["set-cookie"].clone()
}

async fn me_with(server: &TestServer, cookie: &str) -> u16 {
    let request = reqwest::Client::new().get(format!("{}/auth/me", server.url)).header("Cookie", cookie);
    request.reply().await.status
}

fn pair<'a>(lines: &'a [String], name: &str) -> &'a str {
    let line = lines.iter().find(|line| line.starts_with(&format!("{name}="))).unwrap();
    line.split(';').next().unwrap()
}

#[tokio::test]
async fn a_new_user_has_a_workspace_and_is_signed_in() {
    let server = TestServer::start().await;
    let caller = server.anonymous();
    let body = json!({"email": "User1@test.com", "password": "Test123!"});
    let registered = caller.post("/auth/register", body).await.created();
    assert_eq!(
        (&registered["user"]["email"], &registered["user"]["name"]),
        (&json!("user1@test.com"), &json!("user1"))
    );
    assert_eq!((&registered["role"], &registered["tenant"]["kind"]), (&json!("owner"), &json!("personal")));
    let me = caller.get("/auth/me").await.ok();
    assert_eq!((&me["user"], &me["tenant"]), (&registered["user"], &registered["tenant"]));
    assert_eq!(me["memberships"].as_array().unwrap().len(), 1);

    let other = server.anonymous();
    let signed_in = login(&other, "user1@test.com", "Test123!").await.ok();
    assert_eq!(signed_in["user"], registered["user"], "{signed_in}");
    other.post("/api/leads", json!({"name": "Lead X"})).await.created();
    assert_eq!(caller.get("/api/leads").await["items"][0]["name"], "Lead X");
}

#[tokio::test]
async fn reg_3_fields_that_are_not_the_clients_are_refused_by_name() {
    let server = TestServer::start().await;
    for field in ["id", "role", "tenant_id", "disabled_at", "password_hash", "created_at"] {
        let mut body = json!({"email": "user1@test.com", "password": PASSWORD});
        body[field] = json!("x");
        let problem = server.anonymous().post("/auth/register", body).await.expect_status(422);
        assert_eq!(problem["errors"][0]["field"], field);
    }
    let user = server.user("user1@test.com").await;
    user.patch("/auth/me", json!({"email": "b@test.com"})).await.expect_status(422);
}

#[tokio::test]
async fn reg_5_a_second_registration_of_an_address_is_in_the_way() {
    let server = TestServer::start().await;
    server.user("user1@test.com").await;
    let again = json!({"email": " USER1@test.com", "password": PASSWORD});
    server.anonymous().post("/auth/register", again).await.expect(409, "email_taken");
}

#[tokio::test]
async fn log_1_refusals_are_the_same_bytes() {
    let server = TestServer::start().await;
    server.user("user1@test.com").await;
    state::disable_user(&server.db, server.user("gone@test.com").await.id()).await;
    let mut answers = Vec::new();
    for (email, password) in
        [("user1@test.com", "a wrong guess"), ("unknown@test.com", PASSWORD), ("gone@test.com", PASSWORD)]
    {
        answers.push(login(&server.anonymous(), email, password).await.expect_status(401));
    }
    assert!(answers.iter().all(|answer| *answer == answers[0]), "{answers:?}");
}

#[tokio::test]
async fn log_2_too_many_failures_block_the_right_password_as_well() {
    let server = TestServer::start().await;
    server.user("user1@test.com").await;
    for _ in 0..10 {
        login(&server.anonymous(), "user1@test.com", "a wrong guess").await.expect_status(401);
    }
    let answer = login(&server.anonymous(), "user1@test.com", PASSWORD).await.expect_status(429);
    assert_eq!(answer.header("retry-after"), Some("900"));
    server.clock.advance(Duration::from_secs(901));
    login(&server.anonymous(), "user1@test.com", PASSWORD).await.ok();
}

#[tokio::test]
async fn log_3_the_owners_browser_signs_in_while_a_stranger_guesses() {
    let server = TestServer::start().await;
    let owner = server.user("user1@test.com").await;
    owner.post_empty("/auth/logout").await.no_content();
    for _ in 0..12 {
        login(&server.anonymous(), "user1@test.com", "a wrong guess").await;
    }
    login(&server.anonymous(), "user1@test.com", PASSWORD).await.expect_status(429);
    login(&owner, "user1@test.com", PASSWORD).await.ok();
}

#[tokio::test]
async fn log_4_a_long_password_is_refused_unhashed() {
    let server = TestServer::start().await;
    login(&server.anonymous(), "user1@test.com", &"x".repeat(129)).await.expect_status(422);
    login(&server.anonymous(), "user1@test.com", &"x".repeat(2_000_000)).await.expect_status(413);
}

#[tokio::test]
async fn ses_1_the_cookies_are_as_strict_as_can_be() {
    let https = TestServer::start_with(&[("PUBLIC_URL", "https://bulkhead.test")]).await;
    let lines = cookies_of_registration(&https, "user1@test.com").await;
    assert_eq!(lines.len(), 2);
    for line in &lines {
        assert!(line.starts_with("__Host-session=") || line.starts_with("__Host-device="), "{line}");
        for attribute in ["; Secure", "; HttpOnly", "; SameSite=Lax", "; Path=/", "; Max-Age="] {
            assert!(line.contains(attribute), "{line} lacks {attribute}");
        }
        assert!(!line.contains("Domain") && line.len() < 4096, "{line}");
    }
    let loopback = TestServer::start().await;
    let lines = cookies_of_registration(&loopback, "user1@test.com").await;
    assert!(pair(&lines, "session").len() > 80 && !lines[0].contains("Secure"));
}

#[tokio::test]
async fn ses_4_signing_in_changes_the_token_and_adopts_no_foreign_one() {
    let server = TestServer::start().await;
    let lines = cookies_of_registration(&server, "user1@test.com").await;
    let first = pair(&lines, "session");
    assert_eq!(me_with(&server, first).await, 200);
    let again = reqwest::Client::new().post(format!("{}/auth/login", server.url)).header("Cookie", first);
    let answer = again.json(&json!({"email": "user1@test.com", "password": PASSWORD})).reply().await.ok();
    let second = &answer.session_cookie().unwrap();
    assert_ne!(first, second);
    assert_eq!(me_with(&server, first).await, 401);
    assert_eq!(me_with(&server, second).await, 200);
    for invented in ["session=x", "session=", &format!("session={}", "A".repeat(87))] {
        assert_eq!(me_with(&server, invented).await, 401);
    }
}

#[tokio::test]
async fn ses_5_signing_out_is_final() {
    let server = TestServer::start().await;
    let lines = cookies_of_registration(&server, "user1@test.com").await;
    let cookie = pair(&lines, "session");
    let logout = || reqwest::Client::new().post(format!("{}/auth/logout", server.url)).header("Cookie", cookie).reply();
    let answer = logout().await.no_content();
    assert_eq!(answer.header("clear-site-data"), Some("\"cache\", \"storage\""));
    assert!(answer.header("set-cookie").unwrap().starts_with("session=;"));
    assert_eq!(me_with(&server, cookie).await, 401);
    logout().await.expect_status(401);
}

#[tokio::test]
async fn ses_5_no_request_in_flight_brings_a_session_back() {
    let server = TestServer::start().await;
    for round in 0..10 {
        let lines = cookies_of_registration(&server, &format!("user{round}@test.com")).await;
        let cookie = pair(&lines, "session").to_owned();
        let busy: Vec<_> = (0..8)
            .map(|_| {
                let (url, cookie) = (server.url.clone(), cookie.clone());
                tokio::spawn(async move {
                    let change = reqwest::Client::new().patch(format!("{url}/auth/me")).header("Cookie", cookie);
                    change.json(&json!({"name": "Ann"})).reply().await
                })
            })
            .collect();
        let logout = reqwest::Client::new().post(format!("{}/auth/logout", server.url)).header("Cookie", &cookie);
        logout.reply().await;
        for one in busy {
            let answer = one.await.unwrap();
            assert!(answer.status < 500, "{answer}");
        }
        assert_eq!(me_with(&server, &cookie).await, 401);
    }
}

#[tokio::test]
async fn ses_6_a_session_ends_at_its_idle_and_at_its_absolute_limit() {
    let hour = Duration::from_hours(1);
    let server = TestServer::start_with(&[("SESSION_ABSOLUTE_SECONDS", "172800")]).await;
    let user = server.user("user1@test.com").await;
    server.clock.advance(23 * hour);
    user.get("/auth/me").await.ok();
    server.clock.advance(25 * hour);
    user.get("/auth/me").await.expect_status(401);
    let idle = server.user("user2@test.com").await;
    server.clock.advance(24 * hour + Duration::from_secs(1));
    idle.get("/auth/me").await.expect_status(401);
}

#[tokio::test]
async fn ses_7_a_user_lists_and_ends_own_sessions() {
    let server = TestServer::start().await;
    let (laptop, phone) = (server.user("user1@test.com").await, server.anonymous());
    let body = json!({"email": "user1@test.com", "password": PASSWORD, "device_name": "phone"});
    phone.post("/auth/login", body).await.ok();
    let stranger = server.user("user2@test.com").await;
    let listed = laptop.get("/auth/sessions").await.ok();
    let items = listed.items();
    assert_eq!(items.len(), 2);
    let of_phone = items.iter().find(|item| item["device_name"] == "phone").unwrap();
    assert_eq!((&of_phone["current"], &of_phone["address"]), (&json!(false), &json!("127.0.0.1")));
    let path = format!("/auth/sessions/{}", of_phone["id"].as_str().unwrap());
    stranger.delete(&path).await.expect_status(404);
    phone.get("/auth/me").await.ok();
    laptop.delete(&path).await.no_content();
    phone.get("/auth/me").await.expect_status(401);
    laptop.post_empty("/auth/logout-all").await.no_content();
    laptop.get("/auth/me").await.expect_status(401);
}

#[tokio::test]
async fn ses_8_anonymous_requests_make_no_session() {
    let server = TestServer::start().await;
    for (method, path) in [(Method::GET, "/auth/me"), (Method::GET, "/nothing"), (Method::POST, "/auth/login")] {
        let answer = server.anonymous().request(method, path).json(&json!({})).reply().await;
        assert!(!answer.headers.contains_key("set-cookie"), "{path}");
    }
    let mut db = server.db.connect("postgres").await;
    let sessions: i64 = sqlx::query_scalar("select count(*) from auth.sessions").fetch_one(&mut db).await.unwrap();
    assert_eq!(sessions, 0);
}

#[tokio::test]
async fn log_6_a_disabled_user_is_out_at_the_next_request() {
    let server = TestServer::start().await;
    let user = server.user("user1@test.com").await;
    let body = json!({"email": "user1@test.com", "password": PASSWORD});
    let tokens = server.anonymous().post("/auth/token", body).await.ok();
    let client = server.anonymous().bearing(tokens.text("access_token"));
    client.get("/auth/me").await.ok();
    state::disable_user(&server.db, user.id()).await;
    for caller in [user, client] {
        caller.get("/auth/me").await.expect_status(401);
        caller.get("/api/leads").await.expect_status(401);
    }
    let refresh = json!({"refresh_token": tokens["refresh_token"]});
    server.anonymous().post("/auth/token/refresh", refresh).await.expect_status(401);
}

#[tokio::test]
async fn one_shows_oneself_in_the_tenant_that_the_request_names() {
    let server = TestServer::start().await;
    let user = server.user("user1@test.com").await;
    user.post("/api/tenants", json!({"name": "Acme", "slug": "acme"})).await.created();
    let me = user.in_tenant("acme").get("/auth/me").await.ok();
    assert_eq!((&me["tenant"]["slug"], &me["role"]), (&json!("acme"), &json!("owner")));
    server.db.tenant("other").await;
    user.in_tenant("other").get("/auth/me").await.expect_status(404);
    user.in_tenant("no such").get("/auth/me").await.expect_status(404);

    let change = json!({"name": " Ann Example ", "home_tenant": "acme"});
    let changed = user.patch("/auth/me", &change).await.ok();
    assert_eq!(changed["user"]["name"], "Ann Example", "{changed}");
    assert_eq!(changed["tenant"]["slug"], "acme");
    user.patch("/auth/me", json!({"home_tenant": "other"})).await.expect_status(404);
    assert_eq!(user.get("/auth/me").await["user"]["name"], "Ann Example");
}

#[tokio::test]
async fn a_registration_that_broke_off_is_finished_at_the_next_sign_in() {
    let server = TestServer::start().await;
    server.user("user1@test.com").await;
    server.db.superuser("truncate tenancy.homes, tenancy.memberships, tenancy.tenants cascade").await;
    let signed_in = login(&server.anonymous(), "user1@test.com", PASSWORD).await.ok();
    assert_eq!(signed_in["tenant"]["kind"], "personal", "{signed_in}");
}

#[tokio::test]
async fn rel_5_a_database_that_is_away_is_503_for_a_caller_with_a_session() {
    let server = TestServer::start().await;
    let user = server.user("user1@test.com").await;
    let closed = format!("alter database {} connection limit 0", server.db.name());
    server.db.superuser(&closed).await;
    server
        .db
        .superuser(
            "select pg_terminate_backend(pid) from pg_stat_activity
             where usename like 'bulkhead%' and datname = current_database()",
        )
        .await;
    // As itself, by the statement that reads in a tenant, by the one that lists tenants, and before the work.
    for path in ["/auth/me", "/api/leads", "/api/tenants", "/auth/sessions"] {
        let answer = user.get(path).await.expect(503, "unavailable");
        assert!(answer.header("retry-after").is_some(), "{path}");
    }
}
