//! What a proof does to a session.

use std::time::Duration;

use serde_json::{Value as Json, json};
use web::routes::ROUTES;

use super::{Enrolled, verify};
use crate::support::mfa::{EMAIL, login};
use crate::support::reply::Ask;
use crate::support::server::{Caller, PASSWORD, TestServer};
use crate::support::world::method;

#[tokio::test]
async fn ses_4_every_proof_gives_a_new_token_and_kills_the_old_one() {
    let enrolled = Enrolled::new().await;
    let url = &enrolled.server.url;
    let me = async |cookie: &str| {
        let request = reqwest::Client::new().get(format!("{url}/auth/me")).header("Cookie", cookie);
        request.reply().await.status
    };
    let prove = async |cookie: &str, path: &str, body: Json| {
        let request = reqwest::Client::new().post(format!("{url}{path}")).header("Cookie", cookie).json(&body);
        let answer = request.reply().await;
        assert!(answer.is_success(), "{answer}");
        answer.session_cookie().unwrap()
    };
    let half = enrolled.server.sign_in_for_cookie(EMAIL).await;
    let mut cookie = prove(&half, "/auth/mfa/verify", json!({"code": enrolled.next_code()})).await;
    assert_eq!((me(&half).await, me(&cookie).await), (401, 200));
    for body in [json!({"password": PASSWORD}), json!({"code": enrolled.next_code()})] {
        let renewed = prove(&cookie, "/auth/reauthenticate", body).await;
        assert_eq!((me(&cookie).await, me(&renewed).await), (401, 200));
        cookie = renewed;
    }
    let removed = prove(&cookie, "/auth/mfa/totp/disable", json!({"code": enrolled.next_code()})).await;
    assert_eq!((me(&cookie).await, me(&removed).await), (401, 200));
}

#[tokio::test]
async fn ses_6_two_factors_shorten_a_session_to_an_hour_idle_and_a_day() {
    let enrolled = Enrolled::new().await;
    let clock = &enrolled.server.clock;
    for (after, status) in [(3_599, 200), (3_601, 401)] {
        let half = enrolled.half_signed_in().await;
        assert_eq!(verify(&half, &enrolled.next_code()).await, 200);
        clock.advance(Duration::from_secs(after));
        assert_eq!(half.get("/auth/me").await.status, status, "idle for {after} s");
    }
    let caller = enrolled.half_signed_in().await;
    assert_eq!(verify(&caller, &enrolled.next_code()).await, 200);
    for _ in 0..24 {
        clock.advance(Duration::from_secs(3_599));
        // Proofs keep it from idling, and don't make it longer.
        caller.post("/auth/reauthenticate", json!({"password": PASSWORD})).await.no_content();
    }
    clock.advance(Duration::from_secs(23));
    assert_eq!(caller.get("/auth/me").await.status, 200, "a second before the absolute limit");
    clock.advance(Duration::from_secs(2));
    assert_eq!(caller.get("/auth/me").await.status, 401, "a second after the absolute limit");
}

#[tokio::test]
async fn log_2_a_stolen_session_guesses_the_password_no_more_often_than_anybody() {
    let server = TestServer::start().await;
    let caller = server.user(EMAIL).await;
    let client = server.anonymous();
    login(&client).await.ok();
    drop(client);
    let thief = Caller::new(&server.url);
    let cookie = server.sign_in_for_cookie(EMAIL).await;
    let mut compared = 0;
    for number in 0..12 {
        let status = match number % 2 {
            0 => {
                let request = reqwest::Client::new().post(format!("{}/auth/reauthenticate", server.url));
                let request = request.header("Cookie", &cookie).json(&json!({"password": "a wrong guess"}));
                request.reply().await.status
            }
            _ => thief.login(EMAIL, "a wrong guess").await.status,
        };
        compared += u32::from(status != 429);
    }
    assert_eq!(compared, 10);
    // The owner's device is known, and counts apart.
    caller.post("/auth/reauthenticate", json!({"password": PASSWORD})).await.no_content();
}

#[tokio::test]
async fn a_proof_is_one_thing_and_well_formed() {
    let enrolled = Enrolled::new().await;
    let fields = async |path: &str, body: Json| {
        let problem = enrolled.caller.post(path, body).await;
        (problem.status, problem["errors"][0]["field"].as_str().unwrap_or_default().to_owned())
    };
    for (path, body, field) in [
        ("/auth/mfa/verify", json!({}), "code"),
        ("/auth/mfa/verify", json!({"code": "12345"}), "code"),
        ("/auth/mfa/verify", json!({"code": null, "recovery_code": ""}), "recovery_code"),
        ("/auth/mfa/verify", json!({"code": "123456", "recovery_code": "x"}), "recovery_code"),
        ("/auth/mfa/verify", json!({"code": ["123456"]}), "code"),
        ("/auth/mfa/verify", json!({"totp": "123456"}), "totp"),
        ("/auth/mfa/totp/confirm", json!({"code": "１２３４５６"}), "code"),
        ("/auth/reauthenticate", json!({}), "password"),
        ("/auth/reauthenticate", json!({"password": "x", "code": "123456"}), "password"),
    ] {
        assert_eq!(fields(path, body.clone()).await, (422, field.to_owned()), "{path} {body}");
    }
    let route = ROUTES.iter().find(|route| route.path == "/auth/mfa/totp/confirm").unwrap();
    let seen = enrolled.caller.request(method(route), route.path).json(&json!({"code": "123456"})).reply().await;
    assert_eq!((seen.status, &seen.json()["code"]), (409, &json!("factor_missing")), "nothing waits to be confirmed");
}
