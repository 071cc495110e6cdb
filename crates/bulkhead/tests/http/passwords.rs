//! Changing a password, and choosing another when it is forgotten.

use std::time::{Duration, Instant};

use reqwest::Method;
use serde_json::json;

use crate::support::db_snapshot;
use crate::support::mailbox::{confirmed_user, letters_to, token_to};
use crate::support::reply::{Ask, Reply};
use crate::support::server::{Caller, PASSWORD, TestServer};

const OTHER: &str = "a wholly other sentence";

async fn login(caller: &Caller, email: &str, password: &str) -> u16 {
    caller.login(email, password).await.status
}

async fn forgot(server: &TestServer, email: &str) -> Reply {
    server.anonymous().post("/auth/password/forgot", json!({"email": email})).await
}

async fn change(caller: &Caller, current: &str, new: &str) -> Reply {
    let body = json!({"current_password": current, "new_password": new});
    caller.post("/auth/password/change", body).await
}

async fn reset(caller: &Caller, token: &str, password: &str) -> Reply {
    caller.post("/auth/password/reset", json!({"token": token, "new_password": password})).await
}

#[tokio::test]
async fn ses_7_changing_the_password_ends_all_other_sessions() {
    let server = TestServer::start().await;
    let ann = confirmed_user(&server, "ann@test.com").await;
    let elsewhere = server.anonymous();
    assert_eq!(login(&elsewhere, "ann@test.com", PASSWORD).await, 200);
    change(&ann, PASSWORD, OTHER).await.no_content();
    ann.get("/auth/me").await.ok();
    elsewhere.get("/auth/me").await.expect_status(401);
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
    let answer = change.json(&body).reply().await.no_content();
    let after = answer.session_cookie().unwrap();
    assert_ne!(before, after);
    with(&before).0.reply().await.expect_status(401);
    with(&after).0.reply().await.ok();
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
        request.header("Cookie", &cookie).json(&body).reply()
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
        let answers = [change(&ann, PASSWORD, bad).await, reset(&server.anonymous(), &token, bad).await];
        for answer in answers {
            let error = &answer["errors"][0];
            assert_eq!((&error["field"], &error["code"]), (&json!("new_password"), &json!(code)), "{bad}: {answer}");
        }
    }
    // A refusal uses the token not up.
    reset(&server.anonymous(), &token, OTHER).await.no_content();
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
        request.json(&json!({"email": "ann@test.com"})).reply().await.accepted();
    }
    let letters = letters_to(&server, "ann@test.com").await;
    assert_eq!(letters.len(), 4);
    for letter in letters {
        assert!(letter["link"].as_str().unwrap().starts_with("https://app.bulkhead.test/"), "{letter}");
        assert!(!letter.to_string().contains("evil.example"), "{letter}");
    }
}

#[tokio::test]
async fn rst_1_a_link_leads_to_the_frontend_where_one_is_configured() {
    let base = "https://app.bulkhead.test/app";
    let server = TestServer::start_with(&[("PUBLIC_URL", "https://app.bulkhead.test"), ("FRONTEND_URL", base)]).await;
    server.user("ann@test.com").await;
    forgot(&server, "ann@test.com").await;
    let letters = letters_to(&server, "ann@test.com").await;
    let is_there = |page: &str| {
        let start = format!("{base}/{page}#token=");
        letters.iter().any(|letter| letter["link"].as_str().is_some_and(|link| link.starts_with(&start)))
    };
    assert!(is_there("verify-email") && is_there("reset-password"), "{letters:?}");
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
    reset(&server.anonymous(), &first, OTHER).await.expect_status(422);
    server.clock.advance(Duration::from_secs(1799));
    reset(&server.anonymous(), &second, OTHER).await.no_content();
    forgot(&server, "ann@test.com").await;
    let third = token_to(&server, "ann@test.com", "reset-password").await;
    server.clock.advance(Duration::from_mins(30));
    reset(&server.anonymous(), &third, OTHER).await.expect_status(422);
}

#[tokio::test]
async fn rst_4_a_token_of_an_address_that_the_user_no_longer_has_is_worth_nothing() {
    let server = TestServer::start().await;
    server.user("ann@test.com").await;
    forgot(&server, "ann@test.com").await;
    let token = token_to(&server, "ann@test.com", "reset-password").await;
    server.db.superuser("update auth.users set email = 'ann@new.test'").await;
    reset(&server.anonymous(), &token, OTHER).await.expect_status(422);
    assert_eq!(login(&server.anonymous(), "ann@new.test", OTHER).await, 401);
    assert_eq!(login(&server.anonymous(), "ann@new.test", PASSWORD).await, 200);
}

#[tokio::test]
async fn rst_5_a_reset_ends_everything_and_signs_no_user_in() {
    let server = TestServer::start().await;
    let ann = confirmed_user(&server, "ann@test.com").await;
    for _ in 0..12 {
        login(&server.anonymous(), "ann@test.com", "a wrong guess").await;
    }
    ann.post("/auth/email/change", json!({"email": "evil@test.com"})).await.accepted();
    let planted = token_to(&server, "evil@test.com", "verify-email").await;
    forgot(&server, "ann@test.com").await;
    let token = token_to(&server, "ann@test.com", "reset-password").await;
    // Devices are known by when the password was chosen.
    server.clock.advance(Duration::from_secs(1));
    let body = json!({"token": token, "new_password": OTHER});
    let seen = server.anonymous().post("/auth/password/reset", &body).await;
    assert_eq!((seen.status, seen.changes_session()), (204, false));
    ann.get("/auth/me").await.expect_status(401);
    ann.post("/auth/email/verify", json!({"token": planted})).await.expect_status(422);
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
    let ann = confirmed_user(&server, "ann@test.com").await;
    change(&ann, "a wrong guess", OTHER).await;
    change(&ann, PASSWORD, OTHER).await;
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
