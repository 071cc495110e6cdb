//! Addresses: what a registration is worth before its address is confirmed, confirming it, and changing it.

use std::time::{Duration, Instant};

use reqwest::Method;
use serde_json::{Value as Json, json};

use crate::support::db_snapshot;
use crate::support::mailbox::{confirmed_user, letters_to, token_to};
use crate::support::reply::{Ask, Reply};
use crate::support::server::{Caller, PASSWORD, TestServer};

/// A server where an account counts once its address is confirmed.
async fn strict() -> TestServer {
    TestServer::start_with(&[("REQUIRE_VERIFIED_EMAIL", "on")]).await
}

async fn register(server: &TestServer, email: &str, password: &str) -> Reply {
    let body = json!({"email": email, "password": password, "tenant_name": "Ann's shop"});
    server.anonymous().post("/auth/register", &body).await
}

async fn login(server: &TestServer, email: &str, password: &str) -> Reply {
    let body = json!({"email": email, "password": password});
    server.anonymous().post("/auth/login", &body).await
}

async fn verify(caller: &Caller, body: Json) -> Reply {
    caller.post("/auth/email/verify", body).await
}

#[tokio::test]
async fn reg_1_an_answer_is_the_same_for_every_address_and_the_owner_is_told() {
    let server = strict().await;
    let unknown = register(&server, "ann@test.com", PASSWORD).await;
    assert_eq!((unknown.status, unknown.body.as_str(), unknown.changes_session()), (202, "", false));
    let token = token_to(&server, "ann@test.com", "verify-email").await;
    verify(&server.anonymous(), json!({"token": token, "password": PASSWORD})).await.ok();
    server.clock.advance(Duration::from_secs(61));
    assert_eq!(register(&server, "ann@test.com", "another password").await, unknown, "confirmed");
    assert_eq!(letters_to(&server, "ann@test.com").await[0]["subject"], "You have an account");
    assert_eq!(register(&server, "ann@test.com", "another password").await, unknown, "a letter too many");
    assert_eq!(letters_to(&server, "ann@test.com").await.len(), 2);
    register(&server, "bob@test.com", PASSWORD).await;
    server.clock.advance(Duration::from_secs(61));
    assert_eq!(register(&server, "bob@test.com", PASSWORD).await, unknown, "waiting");
    assert_eq!(login(&server, "ann@test.com", PASSWORD).await.status, 200);
}

#[tokio::test]
async fn reg_1_the_time_is_the_same_for_every_address() {
    const ROUNDS: usize = 25;
    let server = strict().await;
    let rows: Vec<String> = (0..ROUNDS)
        .map(|round| format!("(gen_random_uuid(), 'known{round}@test.com', 'x', now(), now(), now(), now())"))
        .collect();
    let columns = "id, email, name, password_changed_at, created_at, updated_at, email_verified_at";
    server.db.superuser(&format!("insert into auth.users ({columns}) values {}", rows.join(","))).await;
    let mut times = [Vec::new(), Vec::new()];
    for round in 0..ROUNDS {
        for (kind, name) in ["known", "unknown"].into_iter().enumerate() {
            let start = Instant::now();
            assert_eq!(register(&server, &format!("{name}{round}@test.com"), PASSWORD).await.status, 202);
            times[kind].push(start.elapsed());
        }
    }
    let [known, unknown] = times.map(|mut times| {
        times.sort_unstable();
        times[ROUNDS / 2]
    });
    println!("registering a known address: median {known:?}; an unknown one: {unknown:?}");
    assert!(known < unknown.mul_f64(1.5) && unknown < known.mul_f64(1.5), "{known:?} and {unknown:?}");
}

#[tokio::test]
async fn reg_2_log_1_an_account_counts_once_its_address_is_confirmed() {
    let server = strict().await;
    register(&server, "ann@test.com", PASSWORD).await;
    let wrong = login(&server, "unknown@test.com", PASSWORD).await;
    assert_eq!(login(&server, "ann@test.com", PASSWORD).await, wrong);
    let first = token_to(&server, "ann@test.com", "verify-email").await;
    server.clock.advance(Duration::from_secs(61));
    // The right password sends another letter; the one before is of no use any more.
    assert_eq!(login(&server, "ann@test.com", PASSWORD).await, wrong);
    let second = token_to(&server, "ann@test.com", "verify-email").await;
    assert_ne!(first, second);
    let anonymous = server.anonymous();
    verify(&anonymous, json!({"token": first, "password": PASSWORD})).await.field("token");
    verify(&anonymous, json!({"token": second, "password": "a slip of the hand"})).await.field("password");
    let confirmed = verify(&anonymous, json!({"token": second, "password": PASSWORD})).await.ok();
    assert_eq!(confirmed.json(), &json!({"email": "ann@test.com", "password_kept": true}), "{confirmed}");
    anonymous.get("/auth/me").await.expect_status(401);
    let signed_in = login(&server, "ann@test.com", PASSWORD).await;
    assert_eq!((signed_in.status, &signed_in.json()["tenant"]["name"]), (200, &json!("Ann's shop")));
    assert_eq!(signed_in.json()["user"]["email_verified"], true);
}

#[tokio::test]
async fn reg_2_a_stranger_who_registered_an_address_first_gains_nothing() {
    let server = strict().await;
    register(&server, "victim@test.com", "the attackers choice").await;
    server.clock.advance(Duration::from_secs(61));
    register(&server, "victim@test.com", PASSWORD).await;
    let token = token_to(&server, "victim@test.com", "verify-email").await;
    verify(&server.anonymous(), json!({"token": token, "password": PASSWORD})).await.ok();
    assert_eq!(login(&server, "victim@test.com", "the attackers choice").await.status, 401);
    assert_eq!(login(&server, "victim@test.com", PASSWORD).await.status, 200);

    // An owner who never registered and only follows the link.
    register(&server, "other@test.com", "the attackers choice").await;
    let token = token_to(&server, "other@test.com", "verify-email").await;
    let answer = verify(&server.anonymous(), json!({"token": token})).await;
    assert_eq!(answer["password_kept"], false);
    assert_eq!(login(&server, "other@test.com", "the attackers choice").await.status, 401);
}

#[tokio::test]
async fn reg_2_the_owner_ends_the_sessions_of_a_stranger_who_registered_the_address() {
    let server = TestServer::start().await;
    let attacker = server.user("victim@test.com").await;
    assert_eq!(attacker.get("/auth/me").await["user"]["email_verified"], false);
    let token = token_to(&server, "victim@test.com", "verify-email").await;
    let answer = verify(&server.anonymous(), json!({"token": token})).await.ok();
    assert_eq!(answer["password_kept"], false, "{answer}");
    attacker.get("/auth/me").await.expect_status(401);
    attacker.login("victim@test.com", PASSWORD).await.expect_status(401);

    // A user who registers and confirms in the same browser keeps the session and the password.
    let ann = confirmed_user(&server, "ann@test.com").await;
    assert_eq!(ann.get("/auth/me").await["user"]["email_verified"], true);
    assert_eq!(login(&server, "ann@test.com", PASSWORD).await.status, 200);
}

#[tokio::test]
async fn csrf_3_a_link_is_used_up_by_post_only() {
    let server = TestServer::start().await;
    let user = server.user("ann@test.com").await;
    let token = token_to(&server, "ann@test.com", "verify-email").await;
    let before = db_snapshot::of_all(&server.db).await;
    for method in [Method::GET, Method::HEAD, Method::OPTIONS] {
        for path in ["/verify-email", "/auth/email/verify", "/reset-password", "/auth/password/reset"] {
            let seen = user.request(method.clone(), &format!("{path}?token={token}")).reply().await;
            // The console's pages are the same for each caller, and do nothing.
            let is_page = !path.starts_with("/auth/") && method != Method::OPTIONS;
            assert_eq!(matches!(seen.status, 404 | 405), !is_page, "{method} {path}: {seen:?}");
            assert!(!seen.body.contains(&token), "{method} {path}: {seen:?}");
        }
    }
    assert_eq!(db_snapshot::of_all(&server.db).await, before);
    verify(&user, json!({"token": token})).await.ok();
}

#[tokio::test]
async fn rst_3_what_is_no_token_of_this_purpose_never_matches() {
    let server = TestServer::start().await;
    let user = server.user("ann@test.com").await;
    user.post("/auth/password/forgot", json!({"email": "ann@test.com"})).await.accepted();
    let of_reset = token_to(&server, "ann@test.com", "reset-password").await;
    let of_verification = token_to(&server, "ann@test.com", "verify-email").await;
    let before = db_snapshot::of_all(&server.db).await;
    let never =
        [json!(""), json!(null), json!([]), json!([of_reset]), json!({}), json!(0), json!(true), json!("A".repeat(43))];
    let bodies = |other: &str| -> Vec<Json> {
        let mut bodies: Vec<Json> = never.iter().map(|token| json!({"token": token})).collect();
        bodies.extend([json!({}), json!({"token": other}), json!({"token": format!("{other}=")})]);
        bodies
    };
    for body in bodies(&of_reset) {
        verify(&user, body.clone()).await.expect_status(422);
    }
    for mut body in bodies(&of_verification) {
        body["new_password"] = json!("a wholly other sentence");
        user.post("/auth/password/reset", body.clone()).await.expect_status(422);
    }
    assert_eq!(db_snapshot::of_all(&server.db).await, before);
}

#[tokio::test]
async fn rst_6_a_new_address_is_confirmed_and_the_old_one_told() {
    let server = TestServer::start().await;
    let ann = confirmed_user(&server, "ann@test.com").await;
    let elsewhere = server.anonymous();
    elsewhere.login("ann@test.com", PASSWORD).await;
    ann.post("/auth/password/forgot", json!({"email": "ann@test.com"})).await.accepted();
    let old_link = token_to(&server, "ann@test.com", "reset-password").await;
    ann.post("/auth/email/change", json!({"email": "ann@new.test"})).await.accepted();
    assert_eq!(ann.get("/auth/me").await["user"]["email"], "ann@test.com");
    let token = token_to(&server, "ann@new.test", "verify-email").await;
    let answer = verify(&ann, json!({"token": token})).await.ok();
    assert_eq!(answer["email"], "ann@new.test", "{answer}");
    let me = ann.get("/auth/me").await.ok();
    assert_eq!((&me["user"]["email"], &me["user"]["email_verified"]), (&json!("ann@new.test"), &json!(true)));
    assert_eq!(elsewhere.get("/auth/me").await.status, 401, "SES-7: other sessions end");
    let told = &letters_to(&server, "ann@test.com").await[0];
    assert_eq!(told["subject"], "Your address was changed");
    let body = json!({"token": old_link, "new_password": "a wholly other sentence"});
    assert_eq!(ann.post("/auth/password/reset", body).await.status, 422, "the old link is dead");
    assert_eq!(login(&server, "ann@test.com", PASSWORD).await.status, 401);
    assert_eq!(login(&server, "ann@new.test", PASSWORD).await.status, 200);
}

#[tokio::test]
async fn ses_7_a_change_of_address_needs_a_fresh_proof_and_a_free_address() {
    let server = TestServer::start().await;
    let ann = confirmed_user(&server, "ann@test.com").await;
    confirmed_user(&server, "bob@test.com").await;
    ann.post("/auth/email/change", json!({"email": "bob@test.com"})).await.accepted();
    let token = token_to(&server, "bob@test.com", "verify-email").await;
    verify(&ann, json!({"token": token})).await.expect(409, "email_taken");
    server.clock.advance(Duration::from_secs(301));
    ann.post("/auth/email/change", json!({"email": "ann@new.test"})).await.expect(403, "reauthentication_required");
}

#[tokio::test]
async fn an_address_gets_a_letter_a_minute_and_five_an_hour() {
    let server = TestServer::start().await;
    let ann = server.user("ann@test.com").await;
    let second = TestServer::start_node(&server.db, server.clock.clone(), &[]).await;
    let mut sent = 1;
    for round in 0..8 {
        let early = ann.post_empty("/auth/email/resend").await;
        // The minute since the last one, and for the sixth the hour since the first.
        let wait = if round < 4 { 60 } else { 3600 - 61 * round };
        assert_eq!((early.status, early.header("retry-after")), (429, Some(wait.to_string().as_str())));
        assert_eq!(early.json()["code"], "message_limit");
        server.clock.advance(Duration::from_secs(61));
        sent += u32::from(ann.post("/auth/email/resend", json!({})).await.status == 202);
    }
    assert_eq!(sent, 5);
    let forgot = Caller::new(&second).post("/auth/password/forgot", json!({"email": "ann@test.com"})).await;
    assert_eq!(forgot.status, 202, "letters of another kind count apart");
    server.clock.advance(Duration::from_hours(1));
    ann.post("/auth/email/resend", json!({})).await.accepted();
}

#[tokio::test]
async fn what_needs_a_letter_is_503_where_none_can_leave() {
    let production =
        [("BULKHEAD_ENV", "production"), ("PUBLIC_URL", "https://bulkhead.test"), ("TRUSTED_PROXIES", "none")];
    let server = TestServer::start_with(&production).await;
    for (path, body) in [
        ("/auth/register", json!({"email": "ann@test.com", "password": PASSWORD})),
        ("/auth/password/forgot", json!({"email": "ann@test.com"})),
    ] {
        server.anonymous().post(path, body).await.expect(503, "mail_unavailable");
    }
}
