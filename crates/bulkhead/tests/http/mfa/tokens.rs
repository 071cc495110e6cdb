//! Second factors of clients without cookies.

use std::time::Duration;

use serde_json::json;
use web::route::Access;
use web::routes::ROUTES;

use super::{Enrolled, verify, wrong};
use crate::support::mfa::EMAIL;
use crate::support::reply::Ask;
use crate::support::server::PASSWORD;
use crate::support::state;
use crate::support::world::{send, unused_id};

#[tokio::test]
async fn log_5_there_are_no_tokens_while_the_second_factor_is_owed() {
    let enrolled = Enrolled::new().await;
    let server = &enrolled.server;
    let ask = async |code: Option<&str>| {
        let mut body = json!({"email": EMAIL, "password": PASSWORD});
        if let Some(code) = code {
            body["code"] = json!(code);
        }
        server.anonymous().post("/auth/token", body).await
    };
    let sessions = async || {
        let mut superuser = server.db.connect("postgres").await;
        let count = sqlx::query_scalar::<_, i64>("select count(*) from auth.sessions");
        count.fetch_one(&mut superuser).await.unwrap()
    };
    let used = enrolled.code();
    for (given, code) in [
        (None, "mfa_required"),
        (Some(wrong(server, &enrolled.secret)), "proof_refused"),
        (Some(used), "proof_refused"),
    ] {
        let answer = ask(given.as_deref()).await.expect(403, code);
        assert!(answer["access_token"].is_null() && answer["refresh_token"].is_null(), "{answer}");
        assert_eq!(sessions().await, 1, "the browser's alone");
    }
    ask(Some("12345")).await.field("code");

    let code = enrolled.next_code();
    let pair = ask(Some(&code)).await.ok();
    let client = server.anonymous().bearing(pair.text("access_token"));
    client.get("/api/leads").await.ok();
    assert_eq!(ask(Some(&code)).await.status, 403, "a code is taken once");

    // A session that owes the factor again: its tokens open nothing and renew nothing.
    state::owe_second_factor(&server.db, enrolled.caller.id()).await;
    for route in ROUTES.iter().filter(|route| !matches!(route.access, Access::Open(_) | Access::MfaPending)) {
        let seen = send(&client, route, &unused_id().to_string(), "x").reply().await;
        assert_eq!(seen.status, 401, "{} {}", route.method, route.path);
    }
    let refresh = json!({"refresh_token": pair["refresh_token"]});
    server.anonymous().post("/auth/token/refresh", refresh).await.expect_status(401);
}

#[tokio::test]
async fn log_5_guesses_of_codes_for_tokens_are_counted_with_all_others() {
    let enrolled = Enrolled::new().await;
    let (server, guess) = (&enrolled.server, wrong(&enrolled.server, &enrolled.secret));
    let ask = async |code: &str| {
        let body = json!({"email": EMAIL, "password": PASSWORD, "code": code});
        server.anonymous().post("/auth/token", body).await.status
    };
    for _ in 0..5 {
        let half = enrolled.half_signed_in().await;
        assert_eq!((verify(&half, &guess).await, ask(&guess).await), (403, 403));
    }
    assert_eq!(ask(&enrolled.next_code()).await, 429);
}

#[tokio::test]
async fn ses_6_tokens_of_two_factors_end_after_an_hour_idle() {
    let enrolled = Enrolled::new().await;
    let server = &enrolled.server;
    let issue = async || {
        let body = json!({"email": EMAIL, "password": PASSWORD, "code": enrolled.next_code()});
        let pair = server.anonymous().post("/auth/token", body).await.ok();
        pair.text("refresh_token").to_owned()
    };
    for (idle, seen) in [(3_599, 200), (3_601, 401)] {
        let body = json!({"refresh_token": issue().await});
        server.clock.advance(Duration::from_secs(idle));
        assert_eq!(server.anonymous().post("/auth/token/refresh", body).await.status, seen, "idle for {idle} s");
    }
}

#[tokio::test]
async fn ses_3_a_proof_gives_no_cookie_to_a_client_without_cookies() {
    let enrolled = Enrolled::new().await;
    let server = &enrolled.server;
    let body = json!({"email": EMAIL, "password": PASSWORD, "code": enrolled.next_code()});
    let pair = server.anonymous().post("/auth/token", body).await;
    let client = server.anonymous().bearing(pair.text("access_token"));
    for (path, body) in [
        ("/auth/mfa/verify", json!({"code": enrolled.next_code()})),
        ("/auth/reauthenticate", json!({"password": PASSWORD})),
    ] {
        let seen = client.post(path, &body).await;
        assert!(seen.status < 300 && !seen.changes_session(), "{path}: {seen:?}");
    }
    let mut superuser = server.db.connect("postgres").await;
    let opened = sqlx::query_scalar::<_, i64>("select count(*) from auth.sessions where token_hash is null");
    assert_eq!(opened.fetch_one(&mut superuser).await.unwrap(), 1);
}
