//! Changing a password, and choosing another when it is forgotten.

use std::time::{Duration, Instant};

use reqwest::{Method, StatusCode};
use serde_json::{Value as Json, json};

use crate::db_snapshot;
use crate::letters::{letters_to, token_to, verified_user};
use crate::response::Exchange;
use crate::server::{Caller, PASSWORD, TestServer, session_cookie};

const OTHER: &str = "a wholly other sentence";

async fn login(caller: &Caller, email: &str, password: &str) -> u16 {
    caller.post("/auth/login", json!({"email": email, "password": password})).await.0.as_u16()
}

async fn forgot(server: &TestServer, email: &str) -> Exchange {
    Exchange::send(server.anonymous().request(Method::POST, "/auth/password/forgot").json(&json!({"email": email})))
        .await
}

fn change(caller: &Caller, current: &str, new: &str) -> reqwest::RequestBuilder {
    let body = json!({"current_password": current, "new_password": new});
    caller.request(Method::POST, "/auth/password/change").json(&body)
}

async fn reset(caller: &Caller, token: &str, password: &str) -> (StatusCode, Json) {
    caller.post("/auth/password/reset", json!({"token": token, "new_password": password})).await
}

#[tokio::test]
async fn ses_7_changing_the_password_ends_all_other_sessions() {
    let server = TestServer::start().await;
    let ann = verified_user(&server, "ann@test.com").await;
    let elsewhere = server.anonymous();
    assert_eq!(login(&elsewhere, "ann@test.com", PASSWORD).await, 200);
    assert_eq!(Exchange::send(change(&ann, PASSWORD, OTHER)).await.status, 204);
    assert_eq!(ann.get("/auth/me").await.0, StatusCode::OK);
    assert_eq!(elsewhere.get("/auth/me").await.0, StatusCode::UNAUTHORIZED);
    assert_eq!(login(&elsewhere, "ann@test.com", PASSWORD).await, 401);
    assert_eq!(login(&elsewhere, "ann@test.com", OTHER).await, 200);
    let letters = letters_to(&server, "ann@test.com").await;
    assert!(letters.iter().any(|letter| letter["subject"] == "Your password was changed"), "{letters:?}");
}

#[tokio::test]
async fn ses_4_changing_the_password_changes_the_token() {
    let server = TestServer::start().await;
    server.user("ann@test.com").await;
    let before = server.sign_in_for_cookie("ann@test.com").await;
    let with = |cookie: &str| {
        let client = reqwest::Client::new();
        (client.get(format!("{}/auth/me", server.url)).header("Cookie", cookie), client)
    };
    let body = json!({"current_password": PASSWORD, "new_password": OTHER});
    let change = reqwest::Client::new().post(format!("{}/auth/password/change", server.url)).header("Cookie", &before);
    let answer = change.json(&body).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::NO_CONTENT);
    let after = session_cookie(&answer).unwrap();
    assert_ne!(before, after);
    assert_eq!(with(&before).0.send().await.unwrap().status(), StatusCode::UNAUTHORIZED);
    assert_eq!(with(&after).0.send().await.unwrap().status(), StatusCode::OK);
}

#[tokio::test]
async fn log_2_a_wrong_current_password_counts_like_one_at_sign_in() {
    let server = TestServer::start().await;
    server.user("ann@test.com").await;
    // A stolen session, on a device that isn't known.
    let cookie = server.sign_in_for_cookie("ann@test.com").await;
    let guess = || {
        let body = json!({"current_password": "a wrong guess", "new_password": OTHER});
        let request = reqwest::Client::new().post(format!("{}/auth/password/change", server.url));
        Exchange::send(request.header("Cookie", &cookie).json(&body))
    };
    for _ in 0..10 {
        let refused = guess().await;
        assert_eq!((refused.status, &refused.json()["errors"][0]["field"]), (422, &json!("current_password")));
    }
    assert_eq!(guess().await.status, 429);
    assert_eq!(login(&server.anonymous(), "ann@test.com", PASSWORD).await, 429);
}

#[tokio::test]
async fn reg_4_the_rules_for_passwords_hold_wherever_one_is_chosen() {
    let server = TestServer::start().await;
    let ann = server.user("ann@test.com").await;
    forgot(&server, "ann@test.com").await;
    let token = token_to(&server, "ann@test.com", "reset-password").await;
    for (bad, code) in [
        ("short", "password_too_short"),
        ("password1", "password_common"),
        ("aaaaaaaaaaaa", "password_pattern"),
        ("ann@test.com", "password_context"),
    ] {
        let answers =
            [Exchange::send(change(&ann, PASSWORD, bad)).await.json(), reset(&server.anonymous(), &token, bad).await.1];
        for answer in answers {
            let error = &answer["errors"][0];
            assert_eq!((&error["field"], &error["code"]), (&json!("new_password"), &json!(code)), "{bad}: {answer}");
        }
    }
    // A refusal uses the token not up.
    assert_eq!(reset(&server.anonymous(), &token, OTHER).await.0, StatusCode::NO_CONTENT);
}

#[tokio::test]
async fn rst_1_a_link_begins_with_the_configured_address_whatever_a_request_says() {
    let server = TestServer::start_with(&[("PUBLIC_URL", "https://app.bulkhead.test")]).await;
    server.user("ann@test.com").await;
    for (header, value) in
        [("Host", "evil.example"), ("X-Forwarded-Host", "evil.example"), ("Forwarded", "host=evil.example;proto=http")]
    {
        server.clock.advance(Duration::from_secs(61));
        let request = server.anonymous().request(Method::POST, "/auth/password/forgot").header(header, value);
        let status = request.json(&json!({"email": "ann@test.com"})).send().await.unwrap().status();
        assert_eq!(status, StatusCode::ACCEPTED);
    }
    let letters = letters_to(&server, "ann@test.com").await;
    assert_eq!(letters.len(), 4);
    for letter in letters {
        assert!(letter["link"].as_str().unwrap().starts_with("https://app.bulkhead.test/"), "{letter}");
        assert!(!letter.to_string().contains("evil.example"), "{letter}");
    }
}

#[tokio::test]
async fn rst_2_the_newest_token_works_for_half_an_hour_and_is_stored_as_a_hash() {
    let server = TestServer::start().await;
    server.user("ann@test.com").await;
    forgot(&server, "ann@test.com").await;
    let first = token_to(&server, "ann@test.com", "reset-password").await;
    server.clock.advance(Duration::from_secs(61));
    forgot(&server, "ann@test.com").await;
    let second = token_to(&server, "ann@test.com", "reset-password").await;
    assert!(first.len() == 43 && first != second);
    let stored = db_snapshot::dump(&server.db).await;
    let found = stored.values().flatten().any(|row| row.contains(&first) || row.contains(&second));
    assert!(!found, "the database has a token");
    assert_eq!(reset(&server.anonymous(), &first, OTHER).await.0.as_u16(), 422);
    server.clock.advance(Duration::from_secs(1799));
    assert_eq!(reset(&server.anonymous(), &second, OTHER).await.0, StatusCode::NO_CONTENT);
    forgot(&server, "ann@test.com").await;
    let third = token_to(&server, "ann@test.com", "reset-password").await;
    server.clock.advance(Duration::from_mins(30));
    assert_eq!(reset(&server.anonymous(), &third, OTHER).await.0.as_u16(), 422);
}

#[tokio::test]
async fn rst_4_a_token_of_an_address_that_the_user_no_longer_has_is_worth_nothing() {
    let server = TestServer::start().await;
    server.user("ann@test.com").await;
    forgot(&server, "ann@test.com").await;
    let token = token_to(&server, "ann@test.com", "reset-password").await;
    server.db.superuser("update auth.users set email = 'ann@new.test'").await;
    assert_eq!(reset(&server.anonymous(), &token, OTHER).await.0.as_u16(), 422);
    assert_eq!(login(&server.anonymous(), "ann@new.test", OTHER).await, 401);
    assert_eq!(login(&server.anonymous(), "ann@new.test", PASSWORD).await, 200);
}

#[tokio::test]
async fn rst_5_a_reset_ends_everything_and_signs_no_user_in() {
    let server = TestServer::start().await;
    let ann = verified_user(&server, "ann@test.com").await;
    for _ in 0..12 {
        login(&server.anonymous(), "ann@test.com", "a wrong guess").await;
    }
    assert_eq!(ann.post("/auth/email/change", json!({"email": "evil@test.com"})).await.0, StatusCode::ACCEPTED);
    let planted = token_to(&server, "evil@test.com", "verify-email").await;
    forgot(&server, "ann@test.com").await;
    let token = token_to(&server, "ann@test.com", "reset-password").await;
    // Devices are known by when the password was chosen.
    server.clock.advance(Duration::from_secs(1));
    let body = json!({"token": token, "new_password": OTHER});
    let seen = Exchange::send(server.anonymous().request(Method::POST, "/auth/password/reset").json(&body)).await;
    assert_eq!((seen.status, seen.changes_session()), (204, false));
    assert_eq!(ann.get("/auth/me").await.0, StatusCode::UNAUTHORIZED);
    assert_eq!(ann.post("/auth/email/verify", json!({"token": planted})).await.0.as_u16(), 422);
    assert_eq!(login(&ann, "ann@test.com", PASSWORD).await, 401);
    // What guesses from elsewhere used up is given back; the device is a new one.
    assert_eq!(login(&ann, "ann@test.com", OTHER).await, 200);
    let letters = letters_to(&server, "ann@test.com").await;
    let subjects: Vec<_> = letters.iter().filter_map(|letter| letter["subject"].as_str()).collect();
    for told in ["Your password was changed", "A new sign-in to your account"] {
        assert!(subjects.contains(&told), "{subjects:?}");
    }
}

#[tokio::test]
async fn rst_5_a_request_for_a_reset_hides_who_has_an_account() {
    const ROUNDS: usize = 40;
    let server = TestServer::start().await;
    let rows: Vec<String> = (0..ROUNDS)
        .map(|round| format!("(gen_random_uuid(), 'known{round}@test.com', 'x', now(), now(), now())"))
        .collect();
    let columns = "id, email, name, password_changed_at, created_at, updated_at";
    server.db.superuser(&format!("insert into auth.users ({columns}) values {}", rows.join(","))).await;
    let mut times = [Vec::new(), Vec::new()];
    let mut answers = Vec::new();
    for round in 0..ROUNDS {
        for (kind, name) in ["known", "unknown"].into_iter().enumerate() {
            let start = Instant::now();
            answers.push(forgot(&server, &format!("{name}{round}@test.com")).await);
            times[kind].push(start.elapsed());
        }
    }
    assert!(answers.iter().all(|answer| *answer == answers[0] && answer.status == 202));
    let [known, unknown] = times.map(|mut times| {
        times.sort_unstable();
        times[ROUNDS / 2]
    });
    println!("asking for a known address: median {known:?}; for an unknown one: {unknown:?}");
    assert_eq!(letters_to(&server, "known7@test.com").await.len(), 1);
    assert!(letters_to(&server, "unknown7@test.com").await.is_empty());
}

#[tokio::test]
async fn aud_1_each_act_on_a_password_or_an_address_is_logged_once() {
    let server = TestServer::start().await;
    let ann = verified_user(&server, "ann@test.com").await;
    Exchange::send(change(&ann, "a wrong guess", OTHER)).await;
    Exchange::send(change(&ann, PASSWORD, OTHER)).await;
    forgot(&server, "ann@test.com").await;
    let token = token_to(&server, "ann@test.com", "reset-password").await;
    reset(&server.anonymous(), &token, "yet another sentence").await;
    let mut superuser = server.db.connect("postgres").await;
    let mut lines: Vec<String> = sqlx::query_scalar(
        "select kind || ' ' || outcome || ' ' || detail::text from auth.events where kind like 'authn_%' or kind like 'user_%'",
    )
    .fetch_all(&mut superuser)
    .await
    .unwrap();
    lines.sort();
    assert_eq!(
        lines,
        [
            r#"authn_password_change success {"by": "reset", "api_keys_revoked": false}"#,
            r#"authn_password_change success {"by": "user", "api_keys_revoked": false}"#,
            r#"authn_password_change_fail failure {"reason": "password"}"#,
            r#"authn_token_created success {"purpose": "reset_password"}"#,
            r#"authn_token_created success {"purpose": "verify_email"}"#,
            "user_created success {}",
            r#"user_updated success {"fields": ["email_verified"]}"#,
        ]
    );
}
