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

use serde_json::json;
use totp_rs::{Builder, Secret};

use crate::support::mfa::{EMAIL, code, enroll, login};
use crate::support::server::{Caller, TestServer};

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
        let answer = login(&caller).await.ok();
        assert_eq!(answer["mfa_required"], true, "{answer}");
        caller
    }
}

async fn verify(caller: &Caller, code: &str) -> u16 {
    caller.post("/auth/mfa/verify", json!({"code": code})).await.status
}

/// A code that isn't valid at the moment.
fn wrong(server: &TestServer, secret: &str) -> String {
    let now = server.clock.now().unix_timestamp().unsigned_abs();
    let totp = Builder::new().with_secret(Secret::try_from_base32(secret).unwrap()).build().unwrap();
    let near: Vec<_> = [now - 30, now, now + 30].map(|at| totp.generate(at).to_string()).into();
    (0..1_000_000).map(|number| format!("{number:06}")).find(|code| !near.contains(code)).unwrap()
}

async fn in_a_row(server: &TestServer) -> i64 {
    let mut superuser = server.db.connect("postgres").await;
    let count = sqlx::query_scalar("select coalesce(max(in_a_row), 0) from auth.attempts where scope = 'account'");
    count.fetch_one(&mut superuser).await.unwrap()
}
