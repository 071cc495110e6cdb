//! Second factors: codes of an authenticator, recovery codes, what a session may do that owes one, and tenants that
//! require one.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking, its helpers included")]

mod changes;
mod codes;
mod owed;
mod proofs;
mod required;
mod tokens;

use std::time::Duration;

use reqwest::{Method, StatusCode};
use serde_json::{Value as Json, json};
use totp_rs::{Builder, Secret};

use crate::letters::mailbox;
use crate::server::{Caller, PASSWORD, TestServer};

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

    /// A caller who has proved the password, and owes the second factor.
    async fn half_signed_in(&self) -> Caller {
        let caller = self.server.anonymous();
        let (status, answer) = login(&caller).await;
        assert_eq!((status, &answer["mfa_required"]), (StatusCode::OK, &json!(true)), "{answer}");
        caller
    }
}

/// Gives a user an authenticator: its secret, and the recovery codes that come with it.
pub async fn enroll(server: &TestServer, caller: &Caller) -> (String, Vec<String>) {
    let (_, me) = caller.get("/auth/me").await;
    let account = me["user"]["email"].as_str().unwrap().replace('@', "%40");
    let (status, enrollment) = caller.send(Method::POST, "/auth/mfa/totp/enroll", None).await;
    assert_eq!(status, 200, "{enrollment}");
    let secret = enrollment["secret"].as_str().unwrap().to_owned();
    let url = format!("otpauth://totp/Bulkhead:{account}?");
    assert!(enrollment["otpauth_url"].as_str().unwrap().starts_with(&url), "{enrollment}");
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

/// A code that isn't valid at the moment.
fn wrong(server: &TestServer, secret: &str) -> String {
    let now = server.clock.now().unix_timestamp().unsigned_abs();
    let totp = Builder::new().with_secret(Secret::try_from_base32(secret).unwrap()).build().unwrap();
    let near: Vec<_> = [now - 30, now, now + 30].map(|at| totp.generate(at).to_string()).into();
    (0..1_000_000).map(|number| format!("{number:06}")).find(|code| !near.contains(code)).unwrap()
}

/// The subjects of the letters to the user about factors, sorted, once there are as many as wanted.
pub async fn letters(server: &TestServer, wanted: usize) -> Vec<String> {
    for _ in 0..500 {
        let mut told = mailbox(&server.url).await;
        told.retain(|letter| {
            letter["text"].as_str().unwrap().contains("All other devices")
                || letter["text"].as_str().unwrap().contains("recovery codes")
        });
        if told.len() >= wanted {
            assert!(told.iter().all(|letter| letter["to"] == EMAIL), "{told:?}");
            let mut subjects: Vec<_> =
                told.iter().map(|letter| letter["subject"].as_str().unwrap().to_owned()).collect();
            subjects.sort_unstable();
            return subjects;
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
