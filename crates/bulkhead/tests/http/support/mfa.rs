//! Second factors, and the user who has one.

use serde_json::json;
use totp_rs::{Builder, Secret};

use super::mailbox;
use super::reply::Reply;
use super::server::{Caller, PASSWORD, TestServer};
use super::wait::until;

/// The address of the user whose second factor it is about.
pub const EMAIL: &str = "user1@test.com";

/// Gives a user an authenticator: its secret, and the recovery codes that come with it.
pub async fn enroll(server: &TestServer, caller: &Caller) -> (String, Vec<String>) {
    let me = caller.get("/auth/me").await.ok();
    let account = me["user"]["email"].as_str().unwrap().replace('@', "%40");
    let enrollment = caller.post_empty("/auth/mfa/totp/enroll").await.ok();
    let secret = enrollment.text("secret").to_owned();
    let url = format!("otpauth://totp/Bulkhead:{account}?");
    assert!(enrollment.text("otpauth_url").starts_with(&url), "{enrollment}");
    assert!(enrollment.text("qr_svg").contains("<svg"));
    let codes = caller.post("/auth/mfa/totp/confirm", json!({"code": code(server, &secret)})).await.ok();
    let codes = codes["recovery_codes"].as_array().unwrap();
    (secret, codes.iter().map(|code| code.as_str().unwrap().to_owned()).collect())
}

/// The code that an authenticator shows at the present time.
pub fn code(server: &TestServer, secret: &str) -> String {
    let totp = Builder::new().with_secret(Secret::try_from_base32(secret).unwrap()).build().unwrap();
    totp.generate(server.clock.now().unix_timestamp().unsigned_abs()).to_string()
}

/// Signs [`EMAIL`] in by the password.
pub async fn login(caller: &Caller) -> Reply {
    caller.login(EMAIL, PASSWORD).await
}

/// The subjects of the letters to the user about factors, sorted, once there are as many as wanted.
pub async fn letters(server: &TestServer, wanted: usize) -> Vec<String> {
    let mut subjects = Vec::new();
    until("the letters come", async || {
        let mut told = mailbox::all(&server.url).await;
        told.retain(|letter| {
            let text = letter["text"].as_str().unwrap();
            text.contains("All other devices") || text.contains("recovery codes")
        });
        assert!(told.iter().all(|letter| letter["to"] == EMAIL), "{told:?}");
        subjects = told.iter().map(|letter| letter["subject"].as_str().unwrap().to_owned()).collect();
        subjects.len() >= wanted
    })
    .await;
    subjects.sort_unstable();
    subjects
}

/// How many events of a kind the security log has.
pub async fn count(server: &TestServer, kind: &str) -> i64 {
    let mut superuser = server.db.connect("postgres").await;
    let count = sqlx::query_scalar("select count(*) from auth.events where kind = $1").bind(kind);
    count.fetch_one(&mut superuser).await.unwrap()
}
