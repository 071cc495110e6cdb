//! Codes of an authenticator and recovery codes: each works once, guesses are limited, and none is kept in plain text.

use std::time::Duration;

use serde_json::json;
use totp_rs::Secret;

use super::{Enrolled, verify, wrong};
use crate::support::db_snapshot;
use crate::support::mfa::{EMAIL, count};

#[tokio::test]
async fn otp_9_a_code_that_was_taken_is_not_taken_again_within_the_drift() {
    let enrolled = Enrolled::new().await;
    let code = enrolled.next_code();
    for (after, status) in [(0, 200), (0, 403), (29, 403)] {
        enrolled.server.clock.advance(Duration::from_secs(after));
        assert_eq!(verify(&enrolled.half_signed_in().await, &code).await, status, "{after} s later");
    }
}

#[tokio::test]
async fn otp_9_the_code_of_the_step_before_is_taken_until_a_later_one_was() {
    let enrolled = Enrolled::new().await;
    let earlier = enrolled.next_code();
    let later = enrolled.next_code();
    assert_eq!(verify(&enrolled.half_signed_in().await, &earlier).await, 200);
    assert_eq!(verify(&enrolled.half_signed_in().await, &later).await, 200);
    let before = enrolled.next_code();
    let present = enrolled.next_code();
    assert_eq!(verify(&enrolled.half_signed_in().await, &present).await, 200);
    assert_eq!(verify(&enrolled.half_signed_in().await, &before).await, 403);
}

#[tokio::test]
async fn otp_9_codes_are_guessed_ten_times_an_account_whatever_the_route() {
    let enrolled = Enrolled::new().await;
    let server = &enrolled.server;
    let wrong = wrong(server, &enrolled.secret);
    for _ in 0..10 {
        // A session of its own for each guess makes no difference.
        assert_eq!(verify(&enrolled.half_signed_in().await, &wrong).await, 403);
    }
    assert_eq!(count(server, "authn_mfa_fail").await, 10);
    assert_eq!(count(server, "authn_mfa_lock").await, 1);
    let half = enrolled.half_signed_in().await;
    assert_eq!(verify(&half, &enrolled.next_code()).await, 429, "the right code is not compared either");
    // The same count, on every route that takes a code.
    enrolled.caller.post("/auth/reauthenticate", json!({"code": enrolled.code()})).await.expect_status(429);
    // Recovery codes, the way out of this lock, still work.
    half.post("/auth/mfa/verify", json!({"recovery_code": enrolled.recovery_codes[0]})).await.ok();
    server.clock.advance(Duration::from_secs(901));
    assert_eq!(verify(&enrolled.half_signed_in().await, &enrolled.code()).await, 200);
}

#[tokio::test]
async fn otp_9_a_recovery_code_works_once_and_none_survives_a_new_set() {
    let enrolled = Enrolled::new().await;
    assert_eq!(enrolled.recovery_codes.len(), 10);
    let mut tries = Vec::new();
    for _ in 0..8 {
        let half = enrolled.half_signed_in().await;
        let body = json!({"recovery_code": enrolled.recovery_codes[3].to_uppercase()});
        tries.push(tokio::spawn(async move { half.post("/auth/mfa/verify", body).await.status }));
    }
    let mut taken = 0;
    for tried in tries {
        taken += u32::from(tried.await.unwrap() == 200);
    }
    assert_eq!(taken, 1);
    let renewed = enrolled.caller.post_empty("/auth/mfa/recovery-codes").await.ok();
    assert_eq!(renewed["recovery_codes"].as_array().unwrap().len(), 10, "{renewed}");
    let half = enrolled.half_signed_in().await;
    for old in &enrolled.recovery_codes[4..6] {
        half.post("/auth/mfa/verify", json!({"recovery_code": old})).await.expect_status(403);
    }
    half.post("/auth/mfa/verify", json!({"recovery_code": renewed["recovery_codes"][0]})).await.ok();
}

#[tokio::test]
async fn otp_9_secret_and_codes_are_shown_once_and_are_nowhere_in_the_database() {
    let enrolled = Enrolled::new().await;
    enrolled.caller.post_empty("/auth/mfa/totp/enroll").await.expect(409, "factor_in_use");
    let dump = db_snapshot::dump(&enrolled.server.db).await;
    let text = dump.values().flatten().map(String::as_str).collect::<Vec<_>>().join("\n");
    let secret = Secret::try_from_base32(&enrolled.secret).unwrap();
    assert!(
        text.contains(EMAIL) && !text.contains(&enrolled.secret) && !text.contains(&hex::encode(secret.as_bytes()))
    );
    for code in &enrolled.recovery_codes {
        assert!(!text.contains(code.as_str()) && !text.contains(&code.replace('-', "")));
    }
}
