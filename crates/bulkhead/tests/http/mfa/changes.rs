//! Adding and removing factors, and who may do it.

use std::time::Duration;

use reqwest::Method;
use serde_json::json;

use super::{Enrolled, verify};
use crate::support::mailbox::{letters_to, token_to};
use crate::support::mfa::{EMAIL, code, count, enroll, letters, login};
use crate::support::server::{PASSWORD, TestServer};

#[tokio::test]
async fn otp_11_factors_come_and_go_by_a_recent_proof_only_and_the_user_is_told() {
    let server = TestServer::start().await;
    let caller = server.user(EMAIL).await;
    server.clock.advance(Duration::from_secs(301));
    caller.post_empty("/auth/mfa/totp/enroll").await.expect(403, "reauthentication_required");
    caller.post("/auth/reauthenticate", json!({"password": "a wrong guess"})).await.expect_status(403);
    caller.post("/auth/reauthenticate", json!({"password": PASSWORD})).await.no_content();
    let (secret, recovery_codes) = enroll(&server, &caller).await;

    server.clock.advance(Duration::from_secs(301));
    let disable = json!({"recovery_code": recovery_codes[0]});
    for (path, body) in [("/auth/mfa/totp/disable", Some(&disable)), ("/auth/mfa/recovery-codes", None)] {
        caller.send(Method::POST, path, body).await.expect(403, "reauthentication_required");
    }
    caller.post("/auth/reauthenticate", json!({"code": code(&server, &secret)})).await.no_content();
    caller.post_empty("/auth/mfa/recovery-codes").await.ok();
    assert_eq!(caller.post("/auth/mfa/totp/disable", disable.clone()).await.status, 403, "the former set is void");
    server.clock.advance(Duration::from_secs(30));
    caller.post("/auth/mfa/totp/disable", json!({"code": code(&server, &secret)})).await.no_content();
    let me = caller.get("/auth/me").await.ok();
    assert_eq!((&me["factors"], &me["session"]["second_factor"]), (&json!([]), &json!(false)));

    assert_eq!(
        letters(&server, 3).await,
        ["A second factor was added", "A second factor was removed", "You have new recovery codes"]
    );
    for (kind, times) in [("authn_mfa_added", 1), ("authn_mfa_removed", 1), ("authn_mfa_recovery_codes_made", 1)] {
        assert_eq!(count(&server, kind).await, times, "{kind}");
    }
    // A password is enough again.
    let me = login(&server.anonymous()).await;
    assert!(me["mfa_required"].is_null() && me["user"].is_object(), "{me}");
}

#[tokio::test]
async fn ses_7_other_sessions_end_when_a_factor_comes_or_goes() {
    let server = TestServer::start().await;
    let caller = server.user(EMAIL).await;
    let other = server.anonymous();
    login(&other).await.ok();
    let (secret, _) = enroll(&server, &caller).await;
    assert_eq!((other.get("/auth/me").await.status, caller.get("/auth/me").await.status), (401, 200));
    server.clock.advance(Duration::from_secs(30));
    login(&other).await.ok();
    assert_eq!(verify(&other, &code(&server, &secret)).await, 200);
    server.clock.advance(Duration::from_secs(30));
    caller.post("/auth/mfa/totp/disable", json!({"code": code(&server, &secret)})).await.no_content();
    assert_eq!((other.get("/auth/me").await.status, caller.get("/auth/me").await.status), (401, 200));
}

/// Proves the address by a code, a link or a reset: the ways that open the account to a reader of its mail.
async fn prove_address(server: &TestServer, by: &str) -> u16 {
    let owner = server.anonymous();
    match by {
        "code" => {
            let asked = json!({"contact": EMAIL, "device_id": "laptop"});
            owner.post("/auth/otp/request", asked).await.accepted();
            let sent =
                letters_to(server, EMAIL).await.iter().find_map(|letter| letter["code"].as_str().map(str::to_owned));
            let given = json!({"contact": EMAIL, "device_id": "laptop", "code": sent.unwrap()});
            let me = owner.post("/auth/otp/verify", given).await;
            assert_eq!(me["user"]["email"], EMAIL, "{me}");
            me.status
        }
        "link" => {
            let token = token_to(server, EMAIL, "verify-email").await;
            owner.post("/auth/email/verify", json!({"token": token})).await.status
        }
        _ => {
            owner.post("/auth/password/forgot", json!({"email": EMAIL})).await;
            let token = token_to(server, EMAIL, "reset-password").await;
            let body = json!({"token": token, "new_password": "another horse battery"});
            owner.post("/auth/password/reset", body).await.no_content();
            let body = json!({"email": EMAIL, "password": "another horse battery"});
            let me = owner.post("/auth/login", body).await;
            assert_eq!(me["user"]["email"], EMAIL, "{me}");
            me.status
        }
    }
}

#[tokio::test]
async fn reg_2_factors_that_a_squatter_added_end_when_the_address_is_proved() {
    for by in ["code", "link", "reset"] {
        let squatter = Enrolled::new().await;
        assert_eq!(prove_address(&squatter.server, by).await, 200, "{by}");
        let mut superuser = squatter.server.db.connect("postgres").await;
        let left = "select (select count(*) from auth.totp) + (select count(*) from auth.recovery_codes)
                      + (select count(*) from auth.users where factors <> '{}')";
        assert_eq!(sqlx::query_scalar::<_, i64>(left).fetch_one(&mut superuser).await.unwrap(), 0, "{by}");
        assert_eq!(squatter.caller.get("/auth/me").await.status, 401, "{by}");
    }
}
