//! Signing up, in and out.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking, its helpers included")]

use std::time::Duration;

use reqwest::{Method, StatusCode};
use serde_json::{Value as Json, json};

use crate::server::{Caller, TestServer, read};

const PASSWORD: &str = "correct horse battery";

async fn login(caller: &Caller, email: &str, password: &str) -> (StatusCode, Json) {
    caller.post("/auth/login", json!({"email": email, "password": password})).await
}

/// The `Set-Cookie` lines of a registration.
async fn cookies_of_registration(server: &TestServer, email: &str) -> Vec<String> {
    let body = json!({"email": email, "password": PASSWORD});
    let answer = server.anonymous().request(Method::POST, "/auth/register").json(&body).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::CREATED);
    let lines = set_cookies(&answer);
    let text = answer.text().await.unwrap();
    assert!(!text.contains("session="), "{text}");
    lines
}

fn set_cookies(answer: &reqwest::Response) -> Vec<String> {
    answer.headers().get_all("set-cookie").iter().map(|line| line.to_str().unwrap().to_owned()).collect()
}

async fn me_with(server: &TestServer, cookie: &str) -> StatusCode {
    let request = reqwest::Client::new().get(format!("{}/auth/me", server.url)).header("Cookie", cookie);
    request.send().await.unwrap().status()
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
    let (status, registered) = caller.post("/auth/register", body).await;
    assert_eq!(status, StatusCode::CREATED, "{registered}");
    assert_eq!(
        (&registered["user"]["email"], &registered["user"]["name"]),
        (&json!("user1@test.com"), &json!("user1"))
    );
    assert_eq!((&registered["role"], &registered["tenant"]["kind"]), (&json!("owner"), &json!("personal")));
    let (status, me) = caller.get("/auth/me").await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!((&me["user"], &me["tenant"]), (&registered["user"], &registered["tenant"]));
    assert_eq!(me["memberships"].as_array().unwrap().len(), 1);

    let other = server.anonymous();
    let (status, signed_in) = login(&other, "user1@test.com", "Test123!").await;
    assert_eq!((status, &signed_in["user"]), (StatusCode::OK, &registered["user"]));
    assert_eq!(other.post("/api/leads", json!({"name": "Lead X"})).await.0, StatusCode::CREATED);
    assert_eq!(caller.get("/api/leads").await.1["items"][0]["name"], "Lead X");
}

#[tokio::test]
async fn reg_3_fields_that_are_not_the_clients_are_refused_by_name() {
    let server = TestServer::start().await;
    for field in ["id", "role", "tenant_id", "disabled_at", "password_hash", "created_at"] {
        let mut body = json!({"email": "user1@test.com", "password": PASSWORD});
        body[field] = json!("x");
        let (status, problem) = server.anonymous().post("/auth/register", body).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(problem["errors"][0]["field"], field);
    }
    let user = server.user("user1@test.com").await;
    let (status, _) = user.send(Method::PATCH, "/auth/me", Some(&json!({"email": "b@test.com"}))).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn reg_5_a_second_registration_of_an_address_is_in_the_way() {
    let server = TestServer::start().await;
    server.user("user1@test.com").await;
    let again = json!({"email": " USER1@test.com", "password": PASSWORD});
    let (status, problem) = server.anonymous().post("/auth/register", again).await;
    assert_eq!((status, &problem["code"]), (StatusCode::CONFLICT, &json!("email_taken")));
}

#[tokio::test]
async fn log_1_refusals_are_the_same_bytes() {
    let server = TestServer::start().await;
    server.user("user1@test.com").await;
    server.user("gone@test.com").await;
    server.db.superuser("update auth.users set disabled_at = now() where email = 'gone@test.com'").await;
    let mut answers = Vec::new();
    for (email, password) in
        [("user1@test.com", "a wrong guess"), ("unknown@test.com", PASSWORD), ("gone@test.com", PASSWORD)]
    {
        let request = server.anonymous().request(Method::POST, "/auth/login");
        let answer = request.json(&json!({"email": email, "password": password})).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::UNAUTHORIZED);
        let mut headers: Vec<_> = answer.headers().keys().map(ToString::to_string).collect();
        headers.sort();
        let mut body: Json = answer.json().await.unwrap();
        body["request_id"].take();
        answers.push((headers, body));
    }
    assert!(answers.iter().all(|answer| *answer == answers[0]), "{answers:?}");
}

#[tokio::test]
async fn log_2_too_many_failures_block_the_right_password_as_well() {
    let server = TestServer::start().await;
    server.user("user1@test.com").await;
    for _ in 0..10 {
        assert_eq!(login(&server.anonymous(), "user1@test.com", "a wrong guess").await.0, StatusCode::UNAUTHORIZED);
    }
    let request = server.anonymous().request(Method::POST, "/auth/login");
    let answer = request.json(&json!({"email": "user1@test.com", "password": PASSWORD})).send().await.unwrap();
    assert_eq!(answer.headers()["retry-after"], "900");
    assert_eq!(answer.status(), StatusCode::TOO_MANY_REQUESTS);
    server.clock.advance(Duration::from_secs(901));
    assert_eq!(login(&server.anonymous(), "user1@test.com", PASSWORD).await.0, StatusCode::OK);
}

#[tokio::test]
async fn log_3_the_owners_browser_signs_in_while_a_stranger_guesses() {
    let server = TestServer::start().await;
    let owner = server.user("user1@test.com").await;
    assert_eq!(owner.send(Method::POST, "/auth/logout", None).await.0, StatusCode::NO_CONTENT);
    for _ in 0..12 {
        login(&server.anonymous(), "user1@test.com", "a wrong guess").await;
    }
    assert_eq!(login(&server.anonymous(), "user1@test.com", PASSWORD).await.0, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(login(&owner, "user1@test.com", PASSWORD).await.0, StatusCode::OK);
}

#[tokio::test]
async fn log_4_a_long_password_is_refused_unhashed() {
    let server = TestServer::start().await;
    let (status, _) = login(&server.anonymous(), "user1@test.com", &"x".repeat(129)).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    let (status, _) = login(&server.anonymous(), "user1@test.com", &"x".repeat(2_000_000)).await;
    assert_eq!(status, StatusCode::PAYLOAD_TOO_LARGE);
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
    assert_eq!(me_with(&server, first).await, StatusCode::OK);
    let again = reqwest::Client::new().post(format!("{}/auth/login", server.url)).header("Cookie", first);
    let answer = again.json(&json!({"email": "user1@test.com", "password": PASSWORD})).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::OK);
    let lines = set_cookies(&answer);
    let second = pair(&lines, "session");
    assert_ne!(first, second);
    assert_eq!(me_with(&server, first).await, StatusCode::UNAUTHORIZED);
    assert_eq!(me_with(&server, second).await, StatusCode::OK);
    for invented in ["session=x", "session=", &format!("session={}", "A".repeat(87))] {
        assert_eq!(me_with(&server, invented).await, StatusCode::UNAUTHORIZED);
    }
}

#[tokio::test]
async fn ses_5_signing_out_is_final() {
    let server = TestServer::start().await;
    let lines = cookies_of_registration(&server, "user1@test.com").await;
    let cookie = pair(&lines, "session");
    let logout = || reqwest::Client::new().post(format!("{}/auth/logout", server.url)).header("Cookie", cookie).send();
    let answer = logout().await.unwrap();
    assert_eq!(answer.status(), StatusCode::NO_CONTENT);
    assert_eq!(answer.headers()["clear-site-data"], "\"cache\", \"storage\"");
    assert!(answer.headers()["set-cookie"].to_str().unwrap().starts_with("session=;"));
    assert_eq!(me_with(&server, cookie).await, StatusCode::UNAUTHORIZED);
    assert_eq!(logout().await.unwrap().status(), StatusCode::UNAUTHORIZED);
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
                    change.json(&json!({"name": "Ann"})).send().await.unwrap().status()
                })
            })
            .collect();
        let logout = reqwest::Client::new().post(format!("{}/auth/logout", server.url)).header("Cookie", &cookie);
        logout.send().await.unwrap();
        for one in busy {
            assert!(!one.await.unwrap().is_server_error());
        }
        assert_eq!(me_with(&server, &cookie).await, StatusCode::UNAUTHORIZED);
    }
}

#[tokio::test]
async fn ses_6_a_session_ends_at_its_idle_and_at_its_absolute_limit() {
    let hour = Duration::from_hours(1);
    let server = TestServer::start_with(&[("SESSION_ABSOLUTE_SECONDS", "172800")]).await;
    let user = server.user("user1@test.com").await;
    server.clock.advance(23 * hour);
    assert_eq!(user.get("/auth/me").await.0, StatusCode::OK);
    server.clock.advance(25 * hour);
    assert_eq!(user.get("/auth/me").await.0, StatusCode::UNAUTHORIZED);
    let idle = server.user("user2@test.com").await;
    server.clock.advance(24 * hour + Duration::from_secs(1));
    assert_eq!(idle.get("/auth/me").await.0, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn ses_7_a_user_lists_and_ends_own_sessions() {
    let server = TestServer::start().await;
    let (laptop, phone) = (server.user("user1@test.com").await, server.anonymous());
    let body = json!({"email": "user1@test.com", "password": PASSWORD, "device_name": "phone"});
    assert_eq!(phone.post("/auth/login", body).await.0, StatusCode::OK);
    let stranger = server.user("user2@test.com").await;
    let (_, listed) = laptop.get("/auth/sessions").await;
    let items = listed["items"].as_array().unwrap();
    assert_eq!(items.len(), 2);
    let of_phone = items.iter().find(|item| item["device_name"] == "phone").unwrap();
    assert_eq!((&of_phone["current"], &of_phone["address"]), (&json!(false), &json!("127.0.0.1")));
    let path = format!("/auth/sessions/{}", of_phone["id"].as_str().unwrap());
    assert_eq!(stranger.send(Method::DELETE, &path, None).await.0, StatusCode::NOT_FOUND);
    assert_eq!(phone.get("/auth/me").await.0, StatusCode::OK);
    assert_eq!(laptop.send(Method::DELETE, &path, None).await.0, StatusCode::NO_CONTENT);
    assert_eq!(phone.get("/auth/me").await.0, StatusCode::UNAUTHORIZED);
    assert_eq!(laptop.send(Method::POST, "/auth/logout-all", None).await.0, StatusCode::NO_CONTENT);
    assert_eq!(laptop.get("/auth/me").await.0, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn ses_8_anonymous_requests_make_no_session() {
    let server = TestServer::start().await;
    for (method, path) in [(Method::GET, "/auth/me"), (Method::GET, "/nothing"), (Method::POST, "/auth/login")] {
        let answer = server.anonymous().request(method, path).json(&json!({})).send().await.unwrap();
        assert!(!answer.headers().contains_key("set-cookie"), "{path}");
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
    let (_, tokens) = server.anonymous().post("/auth/token", body).await;
    let client = server.anonymous().bearing(tokens["access_token"].as_str().unwrap());
    assert_eq!(client.get("/auth/me").await.0, StatusCode::OK);
    server.db.superuser("update auth.users set disabled_at = now()").await;
    for caller in [user, client] {
        assert_eq!(caller.get("/auth/me").await.0, StatusCode::UNAUTHORIZED);
        assert_eq!(caller.get("/api/leads").await.0, StatusCode::UNAUTHORIZED);
    }
    let refresh = json!({"refresh_token": tokens["refresh_token"]});
    assert_eq!(server.anonymous().post("/auth/token/refresh", refresh).await.0, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn one_shows_oneself_in_the_tenant_that_the_request_names() {
    let server = TestServer::start().await;
    let user = server.user("user1@test.com").await;
    let (status, made) = user.post("/api/tenants", json!({"name": "Acme", "slug": "acme"})).await;
    assert_eq!(status, StatusCode::CREATED, "{made}");
    let (_, me) = user.in_tenant("acme").get("/auth/me").await;
    assert_eq!((&me["tenant"]["slug"], &me["role"]), (&json!("acme"), &json!("owner")));
    server.db.tenant("other").await;
    assert_eq!(user.in_tenant("other").get("/auth/me").await.0, StatusCode::NOT_FOUND);
    assert_eq!(user.in_tenant("no such").get("/auth/me").await.0, StatusCode::NOT_FOUND);

    let change = json!({"name": " Ann Example ", "home_tenant": "acme"});
    let (status, changed) = user.send(Method::PATCH, "/auth/me", Some(&change)).await;
    assert_eq!((status, &changed["user"]["name"]), (StatusCode::OK, &json!("Ann Example")));
    assert_eq!(changed["tenant"]["slug"], "acme");
    let (status, _) = user.send(Method::PATCH, "/auth/me", Some(&json!({"home_tenant": "other"}))).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    assert_eq!(user.get("/auth/me").await.1["user"]["name"], "Ann Example");
}

#[tokio::test]
async fn a_registration_that_broke_off_is_finished_at_the_next_sign_in() {
    let server = TestServer::start().await;
    server.user("user1@test.com").await;
    server.db.superuser("truncate tenancy.homes, tenancy.memberships, tenancy.tenants cascade").await;
    let (status, signed_in) = login(&server.anonymous(), "user1@test.com", PASSWORD).await;
    assert_eq!((status, &signed_in["tenant"]["kind"]), (StatusCode::OK, &json!("personal")));
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
        let answer = user.request(Method::GET, path).send().await.unwrap();
        let retry = answer.headers().contains_key("retry-after");
        let (status, problem) = read(answer).await;
        let unavailable = (StatusCode::SERVICE_UNAVAILABLE, &json!("unavailable"), true);
        assert_eq!((status, &problem["code"], retry), unavailable, "{path}");
    }
}
