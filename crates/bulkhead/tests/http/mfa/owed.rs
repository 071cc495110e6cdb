//! What a session may do that owes a second factor, and for how long it does.

use std::time::Duration;

use reqwest::StatusCode;
use serde_json::json;
use web::route::Access;
use web::routes::ROUTES;

use super::{EMAIL, Enrolled, code, enroll, in_a_row, verify, wrong};
use crate::letters::{letters_to, token_to, verified_user};
use crate::response::Exchange;
use crate::server::TestServer;
use crate::world::{send, unused_id};

#[tokio::test]
async fn log_5_while_the_second_factor_is_owed_nothing_else_answers() {
    let enrolled = Enrolled::new().await;
    let half = enrolled.half_signed_in().await;
    for route in ROUTES.iter().filter(|route| !matches!(route.access, Access::Open(_))) {
        if route.path == "/auth/logout" {
            continue;
        }
        let seen = Exchange::send(send(&half, route, &unused_id().to_string(), "x")).await;
        let refused = seen.status == 401;
        assert_eq!(refused, route.access != Access::MfaPending, "{} {}: {seen:?}", route.method, route.path);
        assert!(!seen.is_success(), "{} {}: {seen:?}", route.method, route.path);
    }
    assert_eq!(verify(&half, &enrolled.next_code()).await, 200);
    let (status, me) = half.get("/auth/me").await;
    assert_eq!(
        (status, &me["session"]["second_factor"], &me["factors"]),
        (StatusCode::OK, &json!(true), &json!(["totp"]))
    );
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
        assert_eq!(stranger.post("/auth/login", wrong).await.0, 401);
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
    let user = verified_user(&server, EMAIL).await;
    let (secret, _) = enroll(&server, &user).await;
    user.post("/auth/password/forgot", json!({"email": EMAIL})).await;
    let token = token_to(&server, EMAIL, "reset-password").await;
    let body = json!({"token": token, "new_password": "another horse battery"});
    assert_eq!(server.anonymous().post("/auth/password/reset", body).await.0, StatusCode::NO_CONTENT);
    server.clock.advance(Duration::from_mins(1));
    let back = server.anonymous();
    let (_, answer) = back.post("/auth/login", json!({"email": EMAIL, "password": "another horse battery"})).await;
    assert_eq!(answer["mfa_required"], true, "{answer}");
    assert_eq!(back.get("/api/leads").await.0, StatusCode::UNAUTHORIZED);
    assert_eq!(verify(&back, &code(&server, &secret)).await, StatusCode::OK);

    let by_code = server.anonymous();
    let asked = json!({"contact": EMAIL, "device_id": "laptop"});
    assert_eq!(by_code.post("/auth/otp/request", asked).await.0, StatusCode::ACCEPTED);
    let sent = letters_to(&server, EMAIL).await.iter().find_map(|letter| letter["code"].as_str().map(str::to_owned));
    let given = json!({"contact": EMAIL, "device_id": "laptop", "code": sent.unwrap()});
    let (status, answer) = by_code.post("/auth/otp/verify", given).await;
    assert_eq!((status, &answer["mfa_required"]), (StatusCode::OK, &json!(true)), "{answer}");
    assert_eq!(by_code.get("/api/leads").await.0, StatusCode::UNAUTHORIZED);
}
