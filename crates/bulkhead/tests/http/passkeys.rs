//! Passkeys, and what of them is refused. `just passkeys` does the same in a browser.

use std::time::Duration;

use reqwest::Method;
use serde_json::{Value as Json, json};

use crate::support::authenticator::Authenticator;
use crate::support::db_snapshot;
use crate::support::mfa::{EMAIL, count, letters, login};
use crate::support::passkeys::{challenge, finish, register, start};
use crate::support::reply::Ask;
use crate::support::server::{Caller, PASSWORD, TestServer};
use crate::support::state;

async fn use_by(caller: &Caller, authenticator: &mut Authenticator) -> u16 {
    let challenge = challenge(caller, "login").await;
    let credential = authenticator.get(&challenge["public_key"]);
    finish(caller, "login", &challenge["flow"], &credential).await.status
}

/// A user with a passkey, signed in.
async fn with_passkey(server: &TestServer) -> (Caller, Authenticator) {
    let (caller, mut authenticator) = (server.user(EMAIL).await, Authenticator::new(7));
    register(&caller, &mut authenticator).await.created();
    (caller, authenticator)
}

#[tokio::test]
async fn a_passkey_signs_in_alone_and_as_the_second_factor() {
    let server = start().await;
    let caller = server.user(EMAIL).await;
    let mut authenticator = Authenticator::new(7);
    let asked = challenge(&caller, "register").await;
    let selection = &asked["public_key"]["authenticatorSelection"];
    assert_eq!((&selection["residentKey"], &selection["userVerification"]), (&json!("preferred"), &json!("required")));
    assert_eq!(asked["public_key"]["rp"]["id"], "localhost");
    let credential = authenticator.create(&asked["public_key"]);
    let made = finish(&caller, "register", &asked["flow"], &credential).await.created();
    assert_eq!(made["recovery_codes"].as_array().map(Vec::len), Some(10), "{made}");

    let stranger = server.anonymous();
    assert_eq!(use_by(&stranger, &mut authenticator).await, 200);
    let me = stranger.get("/auth/me").await.ok();
    assert_eq!((&me["user"]["email"], &me["session"]["second_factor"]), (&json!(EMAIL), &json!(true)));
    assert_eq!(me["factors"], json!(["passkey"]));

    let half = server.anonymous();
    let owed = login(&half).await;
    assert_eq!(owed.json(), &json!({"mfa_required": true, "factors": ["passkey"]}));
    half.get("/auth/me").await.expect_status(401);
    assert_eq!(use_by(&half, &mut authenticator).await, 200);
    assert_eq!(half.get("/auth/me").await["session"]["second_factor"], true);

    let half = server.anonymous();
    login(&half).await;
    half.post("/auth/mfa/verify", json!({"recovery_code": made["recovery_codes"][0]})).await.ok();
}

#[tokio::test]
async fn otp_10_challenges_are_long_and_a_stranger_who_asks_leaves_no_row() {
    let server = start().await;
    let before = db_snapshot::of_all(&server.db).await;
    let mut seen = std::collections::HashSet::new();
    for _ in 0..20 {
        let asked = challenge(&server.anonymous(), "login").await;
        let challenge = asked["public_key"]["challenge"].as_str().unwrap().to_owned();
        assert!(challenge.len() * 6 >= 16 * 8, "{challenge}");
        assert!(seen.insert(challenge));
        assert_eq!(asked["public_key"]["allowCredentials"], json!([]));
    }
    assert_eq!(db_snapshot::of_all(&server.db).await, before);
}

#[tokio::test]
async fn ses_6_tokens_of_a_session_with_two_factors_have_its_shorter_limits() {
    let server = start().await;
    let (_, mut authenticator) = with_passkey(&server).await;
    let browser = server.anonymous();
    assert_eq!(use_by(&browser, &mut authenticator).await, 200);
    let tokens = browser.post("/auth/token/session", json!({})).await;
    let client = server.anonymous().bearing(tokens.text("access_token"));
    assert_eq!(client.get("/auth/me").await["session"]["second_factor"], true);
    let half = server.anonymous();
    login(&half).await;
    half.post("/auth/token/session", json!({})).await.expect_status(401);
    server.clock.advance(Duration::from_secs(3601));
    let refresh = json!({"refresh_token": tokens["refresh_token"]});
    server.anonymous().post("/auth/token/refresh", refresh).await.expect_status(401);
}

#[tokio::test]
async fn otp_10_a_challenge_lasts_five_minutes() {
    let server = start().await;
    let (_, mut authenticator) = with_passkey(&server).await;
    for (after, status) in [(299, 200), (300, 401)] {
        let caller = server.anonymous();
        let asked = challenge(&caller, "login").await;
        server.clock.advance(Duration::from_secs(after));
        let credential = authenticator.get(&asked["public_key"]);
        assert_eq!(finish(&caller, "login", &asked["flow"], &credential).await.status, status, "after {after} s");
    }
}

#[tokio::test]
async fn otp_10_a_challenge_belongs_to_its_session_and_its_purpose() {
    let server = start().await;
    let (caller, mut authenticator) = with_passkey(&server).await;
    let other = server.user("user2@test.com").await;
    // Asked for by this session and used by another, or by none; and asked for without a session.
    for (asks, answers) in [(&caller, &other), (&caller, &server.anonymous()), (&server.anonymous(), &caller)] {
        let asked = challenge(asks, "login").await;
        let credential = authenticator.get(&asked["public_key"]);
        assert!(matches!(finish(answers, "login", &asked["flow"], &credential).await.status, 401 | 403));
    }
    let asked = challenge(&other, "register").await;
    let credential = Authenticator::new(8).create(&asked["public_key"]);
    finish(&caller, "register", &asked["flow"], &credential).await.expect_status(403);
    let asked = challenge(&caller, "register").await;
    let credential = authenticator.get(&asked["public_key"]);
    finish(&caller, "login", &asked["flow"], &credential).await.expect_status(403);
    // The browser has to send the flow back exactly as the server gave it out.
    let asked = challenge(&server.anonymous(), "login").await;
    let credential = authenticator.get(&asked["public_key"]);
    let flow = asked["flow"].as_str().unwrap();
    for altered in [String::new(), flow[1..].to_owned(), format!("{flow}A"), format!("B{}", &flow[1..])] {
        finish(&server.anonymous(), "login", &json!(altered), &credential).await.expect_status(401);
    }
    finish(&server.anonymous(), "login", &asked["flow"], &credential).await.ok();
}

/// What is wrong with an authenticator.
type Tampering = fn(&mut Authenticator);

#[tokio::test]
async fn otp_10_another_origin_another_site_and_an_unverified_user_are_refused() {
    let server = start().await;
    let (caller, authenticator) = with_passkey(&server).await;
    let wrong: [(&str, Tampering); 6] = [
        ("origin", |one| one.origin = "https://evil.test".to_owned()),
        ("port", |one| one.origin = "http://localhost:81".to_owned()),
        ("scheme", |one| one.origin = "https://localhost".to_owned()),
        ("subdomain", |one| one.origin = "http://evil.localhost".to_owned()),
        ("relying party", |one| one.rp_id = "evil.test".to_owned()),
        ("verification", |one| one.verifies = false),
    ];
    for (what, alter) in wrong {
        let mut altered = authenticator.clone();
        alter(&mut altered);
        assert_eq!(use_by(&server.anonymous(), &mut altered).await, 401, "{what} alone");
        let half = server.anonymous();
        login(&half).await;
        assert_eq!(use_by(&half, &mut altered).await, 403, "{what} as the second factor");
        assert_eq!(half.get("/auth/me").await.status, 401, "{what}");
        let mut new = Authenticator::new(9);
        alter(&mut new);
        assert_eq!(register(&caller, &mut new).await.status, 403, "{what} of a new one");
    }
    assert_eq!(count(&server, "authn_mfa_fail").await, 12);
}

#[tokio::test]
async fn otp_10_a_clone_is_found_out_by_its_count() {
    let server = start().await;
    let (_, mut authenticator) = with_passkey(&server).await;
    let mut clone = authenticator.clone();
    for _ in 0..3 {
        assert_eq!(use_by(&server.anonymous(), &mut authenticator).await, 200);
    }
    for _ in 0..3 {
        assert_eq!(use_by(&server.anonymous(), &mut clone).await, 401, "at {}", clone.counter);
    }
    assert_eq!(use_by(&server.anonymous(), &mut authenticator).await, 200);
}

#[tokio::test]
async fn otp_10_one_users_passkey_proves_nothing_of_another() {
    let server = start().await;
    let (_, mut authenticator) = with_passkey(&server).await;
    let other = server.user("user2@test.com").await;
    assert_eq!(use_by(&other, &mut authenticator).await, 403);
    // An authenticator that another user has registered belongs to that one.
    let mut theirs = Authenticator::new(7);
    register(&other, &mut theirs).await.expect(409, "passkey_known");
    // The signature doesn't cover the user handle: a credential with another handle is refused.
    let asked = challenge(&server.anonymous(), "login").await;
    let mut credential = authenticator.get(&asked["public_key"]);
    for handle in [json!("AAAAAAAAAAAAAAAAAAAAAA"), json!(""), Json::Null] {
        credential["response"]["userHandle"] = handle;
        finish(&server.anonymous(), "login", &asked["flow"], &credential).await.expect_status(401);
    }
}

#[tokio::test]
async fn otp_11_passkeys_come_and_go_by_a_recent_proof_only_and_the_user_is_told() {
    let server = start().await;
    let (caller, mut authenticator) = with_passkey(&server).await;
    let other = server.anonymous();
    assert_eq!(use_by(&other, &mut authenticator).await, 200);
    let listed = caller.get("/auth/passkeys").await.ok();
    let id = listed["items"][0]["id"].as_str().unwrap().to_owned();
    let path = format!("/auth/passkeys/{id}");
    server.clock.advance(Duration::from_secs(301));
    for (method, path) in [(Method::POST, "/auth/passkeys/register/start"), (Method::DELETE, path.as_str())] {
        caller.send(method, path, None).await.expect(403, "reauthentication_required");
    }
    // The passkey is such a proof.
    assert_eq!(use_by(&caller, &mut authenticator).await, 200);
    let stranger = server.user("user2@test.com").await;
    stranger.delete(&path).await.expect_status(404);
    caller.delete(&path).await.no_content();
    assert_eq!((caller.get("/auth/me").await.status, other.get("/auth/me").await.status), (200, 401));
    assert_eq!(use_by(&server.anonymous(), &mut authenticator).await, 401);
    assert_eq!(letters(&server, 2).await, ["A second factor was added", "A second factor was removed"]);
}

#[tokio::test]
async fn ses_4_a_passkey_gives_a_new_token_and_kills_the_old_one() {
    let server = start().await;
    let (_, mut authenticator) = with_passkey(&server).await;
    let half = server.sign_in_for_cookie(EMAIL).await;
    let send = async |cookie: &str, method: Method, path: &str, body: Option<&Json>| {
        let request = reqwest::Client::new().request(method, format!("{}{path}", server.url)).header("Cookie", cookie);
        let request = if let Some(body) = body { request.json(body) } else { request };
        request.reply().await
    };
    let asked = send(&half, Method::POST, "/auth/passkeys/login/start", None).await.ok();
    let body = json!({"flow": asked["flow"], "credential": authenticator.get(&asked["public_key"])});
    let answer = send(&half, Method::POST, "/auth/passkeys/login/finish", Some(&body)).await;
    let cookie = answer.session_cookie().unwrap();
    send(&half, Method::GET, "/auth/me", None).await.expect_status(401);
    send(&cookie, Method::GET, "/auth/me", None).await.ok();
}

#[tokio::test]
async fn log_3_a_passkey_signs_in_while_a_stranger_guesses_the_password() {
    let server = start().await;
    let (_, mut authenticator) = with_passkey(&server).await;
    let stranger = server.anonymous();
    for _ in 0..11 {
        stranger.login(EMAIL, "a wrong guess").await;
    }
    stranger.login(EMAIL, PASSWORD).await.expect_status(429);
    assert_eq!(use_by(&server.anonymous(), &mut authenticator).await, 200);
}

#[tokio::test]
async fn log_6_a_disabled_users_passkey_opens_nothing() {
    let server = start().await;
    let (caller, mut authenticator) = with_passkey(&server).await;
    state::disable_user(&server.db, caller.id()).await;
    assert_eq!(use_by(&server.anonymous(), &mut authenticator).await, 401);
}
