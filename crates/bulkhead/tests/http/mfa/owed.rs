//! What a session may do that owes a second factor, and for how long it does.

use std::time::Duration;

use serde_json::json;
use web::route::Access;
use web::routes::ROUTES;

use super::{Enrolled, in_a_row, verify, wrong};
use crate::support::findings::Findings;
use crate::support::mailbox::{confirmed_user, letters_to, token_to};
use crate::support::mfa::{EMAIL, code, enroll};
use crate::support::reply::Ask;
use crate::support::server::TestServer;
use crate::support::world::{send, unused_id};

#[tokio::test]
async fn log_5_while_the_second_factor_is_owed_nothing_else_answers() {
    let enrolled = Enrolled::new().await;
    let half = enrolled.half_signed_in().await;
    let mut findings = Findings::default();
    for route in ROUTES.iter().filter(|route| !matches!(route.access, Access::Open(_))) {
        if route.path == "/auth/logout" {
            continue;
        }
        let seen = send(&half, route, &unused_id().to_string(), "x").reply().await;
        let refused = seen.status == 401;
        findings.require(refused == (route.access != Access::MfaPending), || {
            format!("{} {}: {seen:?}", route.method, route.path)
        });
        findings.require(!seen.is_success(), || format!("{} {}: {seen:?}", route.method, route.path));
    }
    assert_eq!(verify(&half, &enrolled.next_code()).await, 200);
    let me = half.get("/auth/me").await.ok();
    assert_eq!((&me["session"]["second_factor"], &me["factors"]), (&json!(true), &json!(["totp"])), "{me}");
    findings.report();
}

#[tokio::test]
async fn log_5_the_second_factor_stays_owed_for_ten_minutes_at_most() {
    let enrolled = Enrolled::new().await;
    let half = enrolled.half_signed_in().await;
    enrolled.server.clock.advance(Duration::from_secs(601));
    assert_eq!(verify(&half, &enrolled.code()).await, 401);
}

#[tokio::test]
async fn log_5_failures_are_forgotten_when_the_sign_in_is_complete_and_not_before() {
    let enrolled = Enrolled::new().await;
    let server = &enrolled.server;
    let stranger = server.anonymous();
    for _ in 0..3 {
        let wrong = json!({"email": EMAIL, "password": "a wrong guess"});
        stranger.post("/auth/login", wrong).await.expect_status(401);
    }
    assert_eq!(in_a_row(server).await, 3);
    let half = enrolled.half_signed_in().await;
    assert_eq!(in_a_row(server).await, 3, "the right password changes nothing");
    assert_eq!(verify(&half, &wrong(server, &enrolled.secret)).await, 403);
    assert_eq!(in_a_row(server).await, 3);
    assert_eq!(verify(&half, &enrolled.next_code()).await, 200);
    assert_eq!(in_a_row(server).await, 0);
}

#[tokio::test]
async fn rst_5_a_second_factor_outlives_a_reset_and_is_owed_after_a_code() {
    let server = TestServer::start().await;
    let user = confirmed_user(&server, EMAIL).await;
    let (secret, _) = enroll(&server, &user).await;
    user.post("/auth/password/forgot", json!({"email": EMAIL})).await;
    let token = token_to(&server, EMAIL, "reset-password").await;
    let body = json!({"token": token, "new_password": "another horse battery"});
    server.anonymous().post("/auth/password/reset", body).await.no_content();
    server.clock.advance(Duration::from_mins(1));
    let back = server.anonymous();
    let answer = back.login(EMAIL, "another horse battery").await;
    assert_eq!(answer["mfa_required"], true, "{answer}");
    back.get("/api/leads").await.expect_status(401);
    assert_eq!(verify(&back, &code(&server, &secret)).await, 200);

    let by_code = server.anonymous();
    let asked = json!({"contact": EMAIL, "device_id": "laptop"});
    by_code.post("/auth/otp/request", asked).await.accepted();
    let sent = letters_to(&server, EMAIL).await.iter().find_map(|letter| letter["code"].as_str().map(str::to_owned));
    let given = json!({"contact": EMAIL, "device_id": "laptop", "code": sent.unwrap()});
    let answer = by_code.post("/auth/otp/verify", given).await.ok();
    assert_eq!(answer["mfa_required"], true, "{answer}");
    by_code.get("/api/leads").await.expect_status(401);
}
