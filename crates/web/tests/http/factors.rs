//! Second factors: codes of an authenticator, recovery codes, and what a session may do that owes one.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking, its helpers included")]

use std::time::Duration;

use reqwest::{Method, StatusCode};
use serde_json::{Value as Json, json};
use totp_rs::{Builder, Secret};
use web::route::Access;
use web::routes::ROUTES;

use crate::digest;
use crate::exchange::Exchange;
use crate::letters::{letters_to, mailbox, token_to, verified_user};
use crate::server::{Caller, PASSWORD, TestServer, session_cookie};
use crate::world::{method, nobodys, send};

const EMAIL: &str = "user1@test.com";

/// A user with an authenticator.
struct Enrolled {
    server: TestServer,
    /// Signed in with two factors.
    caller: Caller,
    secret: String,
    recovery_codes: Vec<String>,
}

impl Enrolled {
    async fn new() -> Self {
        let server = TestServer::start().await;
        let caller = server.user(EMAIL).await;
        let (secret, recovery_codes) = enroll(&server, &caller).await;
        Self { server, caller, secret, recovery_codes }
    }

    /// The code of the present step, after time has moved to a step that was not used.
    fn next_code(&self) -> String {
        self.server.clock.advance(Duration::from_secs(30));
        self.code()
    }

    fn code(&self) -> String {
        code(&self.server, &self.secret)
    }

    /// Somebody who has proved the password, and owes the second factor.
    async fn half_signed_in(&self) -> Caller {
        self.half_signed_in_at(&self.server.url).await
    }

    async fn half_signed_in_at(&self, url: &str) -> Caller {
        let caller = Caller::new(url);
        let (status, answer) = login(&caller).await;
        assert_eq!((status, &answer["mfa_required"]), (StatusCode::OK, &json!(true)), "{answer}");
        caller
    }
}

async fn enroll(server: &TestServer, caller: &Caller) -> (String, Vec<String>) {
    let (status, enrollment) = caller.send(Method::POST, "/auth/mfa/totp/enroll", None).await;
    assert_eq!(status, 200, "{enrollment}");
    let secret = enrollment["secret"].as_str().unwrap().to_owned();
    assert!(enrollment["otpauth_url"].as_str().unwrap().starts_with("otpauth://totp/Bulkhead:user1%40test.com?"));
    assert!(enrollment["qr_svg"].as_str().unwrap().contains("<svg"));
    let (status, codes) = caller.post("/auth/mfa/totp/confirm", json!({"code": code(server, &secret)})).await;
    assert_eq!(status, 200, "{codes}");
    let codes = codes["recovery_codes"].as_array().unwrap();
    (secret, codes.iter().map(|code| code.as_str().unwrap().to_owned()).collect())
}

fn code(server: &TestServer, secret: &str) -> String {
    let totp = Builder::new().with_secret(Secret::try_from_base32(secret).unwrap()).build().unwrap();
    totp.generate(server.clock.now().unix_timestamp().unsigned_abs()).to_string()
}

pub async fn login(caller: &Caller) -> (StatusCode, Json) {
    caller.post("/auth/login", json!({"email": EMAIL, "password": PASSWORD})).await
}

async fn verify(caller: &Caller, code: &str) -> StatusCode {
    caller.post("/auth/mfa/verify", json!({"code": code})).await.0
}

/// A code that is none of those which count at the moment.
fn wrong(server: &TestServer, secret: &str) -> String {
    let now = server.clock.now().unix_timestamp().unsigned_abs();
    let totp = Builder::new().with_secret(Secret::try_from_base32(secret).unwrap()).build().unwrap();
    let near: Vec<_> = [now - 30, now, now + 30].map(|at| totp.generate(at).to_string()).into();
    (0..1_000_000).map(|number| format!("{number:06}")).find(|code| !near.contains(code)).unwrap()
}

/// The subjects of the letters to the user that tell of factors, oldest first, once there are so many.
pub async fn letters(server: &TestServer, wanted: usize) -> Vec<String> {
    for _ in 0..500 {
        let mut told = mailbox(&server.url).await;
        told.retain(|letter| {
            letter["text"].as_str().unwrap().contains("All other devices")
                || letter["text"].as_str().unwrap().contains("recovery codes")
        });
        if told.len() >= wanted {
            assert!(told.iter().all(|letter| letter["to"] == EMAIL), "{told:?}");
            return told.iter().rev().map(|letter| letter["subject"].as_str().unwrap().to_owned()).collect();
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("the letters never came");
}

pub async fn count(server: &TestServer, kind: &str) -> i64 {
    let mut superuser = server.db.connect("postgres").await;
    let count = sqlx::query_scalar("select count(*) from auth.events where kind = $1").bind(kind);
    count.fetch_one(&mut superuser).await.unwrap()
}

async fn in_a_row(server: &TestServer) -> i64 {
    let mut superuser = server.db.connect("postgres").await;
    let count = sqlx::query_scalar("select coalesce(max(in_a_row), 0) from auth.attempts where scope = 'account'");
    count.fetch_one(&mut superuser).await.unwrap()
}

#[tokio::test]
async fn log_5_while_the_second_factor_is_owed_nothing_else_answers() {
    let enrolled = Enrolled::new().await;
    let half = enrolled.half_signed_in().await;
    for route in ROUTES.iter().filter(|route| !matches!(route.access, Access::Open(_))) {
        if route.path == "/auth/logout" {
            continue;
        }
        let seen = Exchange::send(send(&half, route, &nobodys().to_string(), "x")).await;
        let refused = seen.status == 401;
        assert_eq!(refused, route.access != Access::HalfSignedIn, "{} {}: {seen:?}", route.method, route.path);
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
async fn log_5_there_are_no_tokens_while_the_second_factor_is_owed() {
    let enrolled = Enrolled::new().await;
    let server = &enrolled.server;
    let ask = async |code: Option<&str>| {
        let mut body = json!({"email": EMAIL, "password": PASSWORD});
        if let Some(code) = code {
            body["code"] = json!(code);
        }
        let (status, answer) = server.anonymous().post("/auth/token", body).await;
        (status.as_u16(), answer)
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
        let (status, answer) = ask(given.as_deref()).await;
        assert_eq!((status, &answer["code"]), (403, &json!(code)), "{answer}");
        assert!(answer.get("access_token").is_none() && answer.get("refresh_token").is_none());
        assert_eq!(sessions().await, 1, "the browser's alone");
    }
    let (status, answer) = ask(Some("12345")).await;
    assert_eq!((status, &answer["errors"][0]["field"]), (422, &json!("code")));

    let code = enrolled.next_code();
    let (status, pair) = ask(Some(&code)).await;
    assert_eq!(status, 200, "{pair}");
    let client = server.anonymous().bearing(pair["access_token"].as_str().unwrap());
    assert_eq!(client.get("/api/leads").await.0, 200);
    assert_eq!(ask(Some(&code)).await.0, 403, "a code is taken once");

    // A session that owes the factor again: its tokens open nothing and renew nothing.
    server.db.superuser("update auth.sessions set pending = true where token_hash is null").await;
    for route in ROUTES.iter().filter(|route| !matches!(route.access, Access::Open(_) | Access::HalfSignedIn)) {
        let seen = Exchange::send(send(&client, route, &nobodys().to_string(), "x")).await;
        assert_eq!(seen.status, 401, "{} {}", route.method, route.path);
    }
    let refresh = json!({"refresh_token": pair["refresh_token"]});
    assert_eq!(server.anonymous().post("/auth/token/refresh", refresh).await.0, 401);
}

#[tokio::test]
async fn log_5_guesses_of_codes_for_tokens_are_counted_with_all_others() {
    let enrolled = Enrolled::new().await;
    let (server, guess) = (&enrolled.server, wrong(&enrolled.server, &enrolled.secret));
    let ask = async |code: &str| {
        let body = json!({"email": EMAIL, "password": PASSWORD, "code": code});
        server.anonymous().post("/auth/token", body).await.0.as_u16()
    };
    for _ in 0..5 {
        let half = enrolled.half_signed_in().await;
        assert_eq!((verify(&half, &guess).await.as_u16(), ask(&guess).await), (403, 403));
    }
    assert_eq!(ask(&enrolled.next_code()).await, 429);
}

#[tokio::test]
async fn ses_6_tokens_of_two_factors_end_after_an_hour_idle() {
    let enrolled = Enrolled::new().await;
    let server = &enrolled.server;
    let issue = async || {
        let body = json!({"email": EMAIL, "password": PASSWORD, "code": enrolled.next_code()});
        let (status, pair) = server.anonymous().post("/auth/token", body).await;
        assert_eq!(status, 200, "{pair}");
        pair["refresh_token"].as_str().unwrap().to_owned()
    };
    for (idle, seen) in [(3_599, 200), (3_601, 401)] {
        let body = json!({"refresh_token": issue().await});
        server.clock.advance(Duration::from_secs(idle));
        assert_eq!(server.anonymous().post("/auth/token/refresh", body).await.0, seen, "idle for {idle} s");
    }
}

#[tokio::test]
async fn ses_3_a_proof_gives_no_cookie_to_a_client_without_cookies() {
    let enrolled = Enrolled::new().await;
    let server = &enrolled.server;
    let body = json!({"email": EMAIL, "password": PASSWORD, "code": enrolled.next_code()});
    let (_, pair) = server.anonymous().post("/auth/token", body).await;
    let client = server.anonymous().bearing(pair["access_token"].as_str().unwrap());
    for (path, body) in [
        ("/auth/mfa/verify", json!({"code": enrolled.next_code()})),
        ("/auth/reauthenticate", json!({"password": PASSWORD})),
    ] {
        let seen = Exchange::send(client.request(Method::POST, path).json(&body)).await;
        assert!(seen.status < 300 && !seen.changes_session(), "{path}: {seen:?}");
    }
    let mut superuser = server.db.connect("postgres").await;
    let opened = sqlx::query_scalar::<_, i64>("select count(*) from auth.sessions where token_hash is null");
    assert_eq!(opened.fetch_one(&mut superuser).await.unwrap(), 1);
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
async fn otp_9_a_code_is_taken_once_by_two_nodes_at_once_and_within_the_drift() {
    let enrolled = Enrolled::new().await;
    let server = &enrolled.server;
    let second = TestServer::start_node(&server.db, server.clock.clone(), &[]).await;
    for round in 0..3 {
        let code = enrolled.next_code();
        let mut tries = Vec::new();
        for number in 0..8 {
            let half = enrolled.half_signed_in_at(if number % 2 == 0 { &server.url } else { &second }).await;
            let code = code.clone();
            tries.push(tokio::spawn(async move { verify(&half, &code).await }));
        }
        let mut taken = 0;
        for tried in tries {
            let status = tried.await.unwrap();
            assert!(matches!(status.as_u16(), 200 | 403), "{status}");
            taken += u32::from(status == 200);
        }
        assert_eq!(taken, 1, "round {round}");
        // The drift would still let it pass.
        server.clock.advance(Duration::from_secs(29));
        assert_eq!(verify(&enrolled.half_signed_in().await, &code).await, 403);
        server.clock.advance(Duration::from_mins(15));
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
async fn otp_9_codes_are_guessed_ten_times_an_account_over_two_nodes() {
    let enrolled = Enrolled::new().await;
    let server = &enrolled.server;
    let second = TestServer::start_node(&server.db, server.clock.clone(), &[]).await;
    let wrong = wrong(server, &enrolled.secret);
    let mut guesses = Vec::new();
    for number in 0..40 {
        // A session of its own for each guess makes no difference.
        let half = enrolled.half_signed_in_at(if number % 2 == 0 { &server.url } else { &second }).await;
        let wrong = wrong.clone();
        guesses.push(tokio::spawn(async move { verify(&half, &wrong).await }));
    }
    let mut compared = 0;
    for guess in guesses {
        let status = guess.await.unwrap();
        assert!(matches!(status.as_u16(), 403 | 429), "{status}");
        compared += i64::from(status == 403);
    }
    assert_eq!((compared, count(server, "authn_mfa_fail").await), (10, 10));
    assert_eq!(count(server, "authn_mfa_lock").await, 1);
    let half = enrolled.half_signed_in().await;
    assert_eq!(verify(&half, &enrolled.next_code()).await, 429, "the right code is not compared either");
    // The same count, on every route that takes a code.
    let (status, _) = enrolled.caller.post("/auth/reauthenticate", json!({"code": enrolled.code()})).await;
    assert_eq!(status, 429);
    // The way out for such a case stays open.
    let (status, _) = half.post("/auth/mfa/verify", json!({"recovery_code": enrolled.recovery_codes[0]})).await;
    assert_eq!(status, 200);
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
        tries.push(tokio::spawn(async move { half.post("/auth/mfa/verify", body).await.0 }));
    }
    let mut taken = 0;
    for tried in tries {
        taken += u32::from(tried.await.unwrap() == 200);
    }
    assert_eq!(taken, 1);
    let (status, renewed) = enrolled.caller.send(Method::POST, "/auth/mfa/recovery-codes", None).await;
    assert_eq!((status, renewed["recovery_codes"].as_array().unwrap().len()), (StatusCode::OK, 10));
    let half = enrolled.half_signed_in().await;
    for old in &enrolled.recovery_codes[4..6] {
        assert_eq!(half.post("/auth/mfa/verify", json!({"recovery_code": old})).await.0, 403);
    }
    let (status, _) = half.post("/auth/mfa/verify", json!({"recovery_code": renewed["recovery_codes"][0]})).await;
    assert_eq!(status, 200);
}

#[tokio::test]
async fn otp_9_secret_and_codes_are_shown_once_and_are_nowhere_in_the_database() {
    let enrolled = Enrolled::new().await;
    let (status, again) = enrolled.caller.send(Method::POST, "/auth/mfa/totp/enroll", None).await;
    assert_eq!((status, &again["code"]), (StatusCode::CONFLICT, &json!("factor_in_use")));
    let dump = digest::dump(&enrolled.server.db).await;
    let text = dump.values().flatten().map(String::as_str).collect::<Vec<_>>().join("\n");
    let secret = Secret::try_from_base32(&enrolled.secret).unwrap();
    assert!(
        text.contains(EMAIL) && !text.contains(&enrolled.secret) && !text.contains(&hex::encode(secret.as_bytes()))
    );
    for code in &enrolled.recovery_codes {
        assert!(!text.contains(code.as_str()) && !text.contains(&code.replace('-', "")));
    }
}

#[tokio::test]
async fn otp_11_factors_come_and_go_by_a_recent_proof_only_and_the_user_is_told() {
    let server = TestServer::start().await;
    let caller = server.user(EMAIL).await;
    server.clock.advance(Duration::from_secs(301));
    let (status, problem) = caller.send(Method::POST, "/auth/mfa/totp/enroll", None).await;
    assert_eq!((status, &problem["code"]), (StatusCode::FORBIDDEN, &json!("reauthentication_required")));
    assert_eq!(caller.post("/auth/reauthenticate", json!({"password": "a wrong guess"})).await.0, 403);
    assert_eq!(caller.post("/auth/reauthenticate", json!({"password": PASSWORD})).await.0, 204);
    let (secret, recovery_codes) = enroll(&server, &caller).await;

    server.clock.advance(Duration::from_secs(301));
    let disable = json!({"recovery_code": recovery_codes[0]});
    for (path, body) in [("/auth/mfa/totp/disable", Some(&disable)), ("/auth/mfa/recovery-codes", None)] {
        let (status, problem) = caller.send(Method::POST, path, body).await;
        assert_eq!((status, &problem["code"]), (StatusCode::FORBIDDEN, &json!("reauthentication_required")), "{path}");
    }
    assert_eq!(caller.post("/auth/reauthenticate", json!({"code": code(&server, &secret)})).await.0, 204);
    assert_eq!(caller.send(Method::POST, "/auth/mfa/recovery-codes", None).await.0, 200);
    assert_eq!(caller.post("/auth/mfa/totp/disable", disable.clone()).await.0, 403, "the former set is void");
    server.clock.advance(Duration::from_secs(30));
    assert_eq!(caller.post("/auth/mfa/totp/disable", json!({"code": code(&server, &secret)})).await.0, 204);
    let (_, me) = caller.get("/auth/me").await;
    assert_eq!((&me["factors"], &me["session"]["second_factor"]), (&json!([]), &json!(false)));

    assert_eq!(
        letters(&server, 3).await,
        ["Your account has a further factor", "You have new recovery codes", "Your account has a factor less"]
    );
    for (kind, times) in [("authn_mfa_added", 1), ("authn_mfa_removed", 1), ("authn_mfa_recovery_codes_made", 1)] {
        assert_eq!(count(&server, kind).await, times, "{kind}");
    }
    // A password is enough again.
    let (_, me) = login(&server.anonymous()).await;
    assert!(me["mfa_required"].is_null() && me["user"].is_object(), "{me}");
}

#[tokio::test]
async fn ses_4_every_proof_gives_a_new_token_and_kills_the_old_one() {
    let enrolled = Enrolled::new().await;
    let url = &enrolled.server.url;
    let me = async |cookie: &str| {
        let request = reqwest::Client::new().get(format!("{url}/auth/me")).header("Cookie", cookie);
        request.send().await.unwrap().status().as_u16()
    };
    let prove = async |cookie: &str, path: &str, body: Json| {
        let request = reqwest::Client::new().post(format!("{url}{path}")).header("Cookie", cookie).json(&body);
        let answer = request.send().await.unwrap();
        assert!(answer.status().is_success(), "{path} {}", answer.status());
        session_cookie(&answer).unwrap()
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
        assert_eq!(half.get("/auth/me").await.0, status, "idle for {after} s");
    }
    let caller = enrolled.half_signed_in().await;
    assert_eq!(verify(&caller, &enrolled.next_code()).await, 200);
    for _ in 0..24 {
        clock.advance(Duration::from_secs(3_599));
        // Proofs keep it from idling, and don't make it longer.
        assert_eq!(caller.post("/auth/reauthenticate", json!({"password": PASSWORD})).await.0, 204);
    }
    clock.advance(Duration::from_secs(23));
    assert_eq!(caller.get("/auth/me").await.0, 200, "a second before the absolute limit");
    clock.advance(Duration::from_secs(2));
    assert_eq!(caller.get("/auth/me").await.0, 401, "a second after the absolute limit");
}

#[tokio::test]
async fn ses_7_other_sessions_end_when_a_factor_comes_or_goes() {
    let server = TestServer::start().await;
    let caller = server.user(EMAIL).await;
    let other = server.anonymous();
    assert_eq!(login(&other).await.0, 200);
    let (secret, _) = enroll(&server, &caller).await;
    assert_eq!(
        (other.get("/auth/me").await.0, caller.get("/auth/me").await.0),
        (StatusCode::UNAUTHORIZED, StatusCode::OK)
    );
    server.clock.advance(Duration::from_secs(30));
    assert_eq!(login(&other).await.0, 200);
    assert_eq!(verify(&other, &code(&server, &secret)).await, 200);
    server.clock.advance(Duration::from_secs(30));
    let (status, _) = caller.post("/auth/mfa/totp/disable", json!({"code": code(&server, &secret)})).await;
    assert_eq!(status, 204);
    assert_eq!(
        (other.get("/auth/me").await.0, caller.get("/auth/me").await.0),
        (StatusCode::UNAUTHORIZED, StatusCode::OK)
    );
}

#[tokio::test]
async fn log_2_a_stolen_session_guesses_the_password_no_more_often_than_anybody() {
    let server = TestServer::start().await;
    let caller = server.user(EMAIL).await;
    let client = server.anonymous();
    assert_eq!(login(&client).await.0, 200);
    drop(client);
    let thief = Caller::new(&server.url);
    let cookie = server.sign_in_for_cookie(EMAIL).await;
    let mut compared = 0;
    for number in 0..12 {
        let status = match number % 2 {
            0 => {
                let request = reqwest::Client::new().post(format!("{}/auth/reauthenticate", server.url));
                let request = request.header("Cookie", &cookie).json(&json!({"password": "a wrong guess"}));
                request.send().await.unwrap().status()
            }
            _ => thief.post("/auth/login", json!({"email": EMAIL, "password": "a wrong guess"})).await.0,
        };
        compared += u32::from(status != 429);
    }
    assert_eq!(compared, 10);
    // The owner's device is known, and counts apart.
    assert_eq!(caller.post("/auth/reauthenticate", json!({"password": PASSWORD})).await.0, 204);
}

#[tokio::test]
async fn a_proof_is_one_thing_and_well_formed() {
    let enrolled = Enrolled::new().await;
    let fields = async |path: &str, body: Json| {
        let (status, problem) = enrolled.caller.post(path, body).await;
        (status.as_u16(), problem["errors"][0]["field"].as_str().unwrap_or_default().to_owned())
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
    let seen =
        Exchange::send(enrolled.caller.request(method(route), route.path).json(&json!({"code": "123456"}))).await;
    assert_eq!((seen.status, &seen.json()["code"]), (409, &json!("factor_missing")), "nothing waits to be confirmed");
}

/// Everything that opens the account of an address, for whoever reads its mail.
async fn prove_address(server: &TestServer, by: &str) -> StatusCode {
    let owner = server.anonymous();
    match by {
        "code" => {
            let asked = json!({"contact": EMAIL, "device_id": "laptop"});
            assert_eq!(owner.post("/auth/otp/request", asked).await.0, StatusCode::ACCEPTED);
            let sent =
                letters_to(server, EMAIL).await.iter().find_map(|letter| letter["code"].as_str().map(str::to_owned));
            let given = json!({"contact": EMAIL, "device_id": "laptop", "code": sent.unwrap()});
            let (status, me) = owner.post("/auth/otp/verify", given).await;
            assert_eq!(me["user"]["email"], EMAIL, "{me}");
            status
        }
        "link" => {
            let token = token_to(server, EMAIL, "verify-email").await;
            owner.post("/auth/email/verify", json!({"token": token})).await.0
        }
        _ => {
            owner.post("/auth/password/forgot", json!({"email": EMAIL})).await;
            let token = token_to(server, EMAIL, "reset-password").await;
            let body = json!({"token": token, "new_password": "another horse battery"});
            let (status, _) = owner.post("/auth/password/reset", body).await;
            assert_eq!(status, StatusCode::NO_CONTENT);
            let body = json!({"email": EMAIL, "password": "another horse battery"});
            let (status, me) = owner.post("/auth/login", body).await;
            assert_eq!(me["user"]["email"], EMAIL, "{me}");
            status
        }
    }
}

#[tokio::test]
async fn reg_2_factors_that_a_squatter_added_end_when_the_address_is_proved() {
    for by in ["code", "link", "reset"] {
        let squatter = Enrolled::new().await;
        assert_eq!(prove_address(&squatter.server, by).await, StatusCode::OK, "{by}");
        let mut superuser = squatter.server.db.connect("postgres").await;
        let left = "select (select count(*) from auth.totp) + (select count(*) from auth.recovery_codes)
                      + (select count(*) from auth.users where factors <> '{}')";
        assert_eq!(sqlx::query_scalar::<_, i64>(left).fetch_one(&mut superuser).await.unwrap(), 0, "{by}");
        assert_eq!(squatter.caller.get("/auth/me").await.0, StatusCode::UNAUTHORIZED, "{by}");
    }
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
